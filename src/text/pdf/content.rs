//! The operators of a content stream (ISO 32000-1, 7.8.2), one after the other.
//!
//! Only what text needs is told: numbers, names and strings. The brackets of arrays and dictionaries are
//! looked through, so `[(a) -3 (b)] TJ` has three operands.

/// How many operands one operator may have; a line of text has some hundreds.
const OPERANDS: usize = 1 << 20;

/// An operand. Names and strings are the bytes from the first number to the second of those that
/// [`Operators::bytes`] is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Operand {
    Number(f64),
    Name(usize, usize),
    String(usize, usize),
}

/// Goes through a content stream.
pub(super) struct Operators<'c> {
    rest: &'c [u8],
    operands: Vec<Operand>,
    bytes: Vec<u8>,
}

impl<'c> Operators<'c> {
    pub(super) fn of(content: &'c [u8]) -> Self {
        Self {
            rest: content,
            operands: Vec::new(),
            bytes: Vec::new(),
        }
    }

    /// The next operator. Its operands stay until the one after it is asked for.
    pub(super) fn advance(&mut self) -> Option<&'c [u8]> {
        self.operands.clear();
        self.bytes.clear();
        loop {
            let (first, tail) = self.rest.split_first()?;
            match first {
                b'(' => self.literal(tail),
                b'<' => match tail.strip_prefix(b"<") {
                    Some(inside) => self.rest = inside,
                    None => self.hexadecimal(tail),
                },
                b'/' => self.name(tail),
                b'%' => {
                    let end = tail.iter().position(|b| matches!(b, b'\n' | b'\r'));
                    self.rest = end.and_then(|end| tail.get(end..)).unwrap_or_default();
                }
                b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
                _ if is_regular(*first) => {
                    let operator = self.word();
                    match operator {
                        b"true" | b"false" | b"null" => {}
                        b"BI" => self.skip_image(),
                        _ => return Some(operator),
                    }
                }
                // White space, and the brackets of arrays and dictionaries.
                _ => self.rest = tail,
            }
        }
    }

    pub(super) fn operands(&self) -> &[Operand] {
        &self.operands
    }

    pub(super) fn bytes(&self, from: usize, to: usize) -> &[u8] {
        self.bytes.get(from..to).unwrap_or_default()
    }

    /// The number at a place, 0 where there is none.
    pub(super) fn number_at(&self, at: usize) -> f64 {
        match self.operands.get(at) {
            Some(Operand::Number(number)) => *number,
            _ => 0.0,
        }
    }

    /// The name at a place.
    pub(super) fn name_at(&self, at: usize) -> Option<&[u8]> {
        match self.operands.get(at) {
            Some(Operand::Name(from, to)) => Some(self.bytes(*from, *to)),
            _ => None,
        }
    }

    fn push(&mut self, operand: Operand) {
        if self.operands.len() < OPERANDS {
            self.operands.push(operand);
        }
    }

    /// Takes the regular characters at the head.
    fn word(&mut self) -> &'c [u8] {
        let end = self.rest.iter().position(|b| !is_regular(*b));
        let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        word
    }

    fn number(&mut self) {
        let (mut value, mut scale, mut negative) = (0.0_f64, 0_i32, false);
        let mut fraction = false;
        for byte in self.word() {
            match byte {
                b'0'..=b'9' => {
                    value = value * 10.0 + f64::from(byte - b'0');
                    scale += i32::from(fraction);
                }
                b'.' => fraction = true,
                b'-' => negative = true,
                _ => {}
            }
        }
        value /= 10_f64.powi(scale);
        self.push(Operand::Number(if negative { -value } else { value }));
    }

    fn name(&mut self, tail: &'c [u8]) {
        self.rest = tail;
        let word = self.word();
        let from = self.bytes.len();
        let mut left = word;
        while let Some((byte, after)) = left.split_first() {
            let escaped = (*byte == b'#')
                .then(|| {
                    after
                        .get(..2)
                        .and_then(|code| Some(hex(*code.first()?)? << 4 | hex(*code.get(1)?)?))
                })
                .flatten();
            self.bytes.push(escaped.unwrap_or(*byte));
            left = escaped.and_then(|_| after.get(2..)).unwrap_or(after);
        }
        self.push(Operand::Name(from, self.bytes.len()));
    }

    fn hexadecimal(&mut self, tail: &'c [u8]) {
        let end = tail.iter().position(|b| *b == b'>').unwrap_or(tail.len());
        let (digits, rest) = tail.split_at(end);
        self.rest = rest.get(1..).unwrap_or_default();
        let from = self.bytes.len();
        let mut high = None;
        for digit in digits.iter().filter_map(|b| hex(*b)) {
            match high.take() {
                Some(high) => self.bytes.push(high << 4 | digit),
                None => high = Some(digit),
            }
        }
        // The last digit may be missing: it is 0.
        self.bytes.extend(high.map(|high| high << 4));
        self.push(Operand::String(from, self.bytes.len()));
    }

    /// A string in round brackets, which may hold others and escapes.
    fn literal(&mut self, tail: &'c [u8]) {
        let from = self.bytes.len();
        let mut depth = 0_usize;
        let mut left = tail;
        while let Some((byte, after)) = left.split_first() {
            left = after;
            match byte {
                b'\\' => {
                    left = self.escape(after);
                    continue;
                }
                b'(' => depth += 1,
                b')' if depth == 0 => break,
                b')' => depth -= 1,
                _ => {}
            }
            self.bytes.push(*byte);
        }
        self.rest = left;
        self.push(Operand::String(from, self.bytes.len()));
    }

    /// What follows a backslash; gives what follows that.
    fn escape(&mut self, tail: &'c [u8]) -> &'c [u8] {
        let Some((byte, after)) = tail.split_first() else {
            return tail;
        };
        let byte = match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            // A line that only the source breaks.
            b'\r' => return after.strip_prefix(b"\n").unwrap_or(after),
            b'\n' => return after,
            b'0'..=b'7' => {
                let digits = tail
                    .iter()
                    .take(3)
                    .take_while(|b| matches!(b, b'0'..=b'7'))
                    .count();
                let (code, after) = tail.split_at(digits);
                let code = code.iter().fold(0_u8, |code, digit| {
                    code.wrapping_mul(8).wrapping_add(digit - b'0')
                });
                self.bytes.push(code);
                return after;
            }
            other => *other,
        };
        self.bytes.push(byte);
        after
    }

    /// An image in the midst of the operators: `BI … ID … EI`.
    fn skip_image(&mut self) {
        let ends = memchr::memmem::find_iter(self.rest, b"EI").find(|at| {
            let before = at.checked_sub(1).and_then(|before| self.rest.get(before));
            let after = self.rest.get(at + 2);
            before.is_some_and(|b| is_space(*b)) && after.is_none_or(|b| is_space(*b))
        });
        self.rest = ends.and_then(|at| self.rest.get(at + 2..)).unwrap_or_default();
        self.operands.clear();
        self.bytes.clear();
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte)
        && !matches!(
            byte,
            b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
        )
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each operator with its operands, as text.
    fn told(content: &[u8]) -> Vec<String> {
        let mut operators = Operators::of(content);
        let mut told = Vec::new();
        while let Some(operator) = operators.advance() {
            let mut line = String::from_utf8_lossy(operator).into_owned();
            for operand in operators.operands() {
                line += &match operand {
                    Operand::Number(number) => format!(" {number}"),
                    Operand::Name(from, to) => {
                        format!(" /{}", String::from_utf8_lossy(operators.bytes(*from, *to)))
                    }
                    Operand::String(from, to) => format!(" {:?}", operators.bytes(*from, *to)),
                };
            }
            told.push(line);
        }
        told
    }

    /// Catches: operands cut or glued together, escapes left as they are, an end that is missed.
    #[test]
    fn operands_are_read_as_the_standard_says() {
        assert_eq!(
            told(b"/F#311 10.50 Tf\n[(a\\(b)-.5<4 14>+7]TJ % no (word\nq(a(b)\\101\\\r\nc\\n)'"),
            [
                "Tf /F11 10.5",
                "TJ [97, 40, 98] -0.5 [65, 64] 7",
                "q",
                "' [97, 40, 98, 41, 65, 99, 10]"
            ]
        );
        assert_eq!(
            told(b"/P <</MCID 3/X [1 2]>>BDC true ET"),
            ["BDC /P /MCID 3 /X 1 2", "ET"]
        );
        assert_eq!(told(b"BI /W 1 ID \x00(EIx) EI Q"), ["Q"]);
        assert_eq!(told(b"(open"), Vec::<String>::new());
        assert_eq!(told(b"1 2"), Vec::<String>::new());
    }
}

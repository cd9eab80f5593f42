//! Where things stand on a page (ISO 32000-1, 8.3.3).

/// A transformation: `[a b c d e f]` takes the point (x, y) to (ax + cy + e, bx + dy + f).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub [f64; 6]);

impl Default for Matrix {
    fn default() -> Self {
        Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0])
    }
}

impl Matrix {
    /// This one, then the other.
    pub(super) fn then(&self, other: &Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [oa, ob, oc, od, oe, of] = other.0;
        Self([
            a * oa + b * oc,
            a * ob + b * od,
            c * oa + d * oc,
            c * ob + d * od,
            e * oa + f * oc + oe,
            e * ob + f * od + of,
        ])
    }

    /// This one, from another origin.
    pub(super) fn moved(&self, x: f64, y: f64) -> Self {
        let [a, b, c, d, e, f] = self.0;
        Self([a, b, c, d, x * a + y * c + e, x * b + y * d + f])
    }

    pub(super) fn origin(&self) -> (f64, f64) {
        let [.., e, f] = self.0;
        (e, f)
    }

    /// How much wider it makes what it takes.
    pub(super) fn width(&self) -> f64 {
        let [a, ..] = self.0;
        a.abs()
    }

    /// How much larger it makes letters.
    pub(super) fn scale(&self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Catches: the factors of a product in the wrong order.
    #[test]
    fn transformations_follow_one_another() {
        let doubled = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
        let shifted = Matrix::default().moved(3.0, 5.0);
        assert_eq!(doubled.then(&shifted).origin(), (3.0, 5.0));
        assert_eq!(shifted.then(&doubled).origin(), (6.0, 10.0));
        assert_eq!(doubled.moved(3.0, 5.0).origin(), (6.0, 10.0));
        let turned = Matrix([0.0, 2.0, -2.0, 0.0, 0.0, 0.0]);
        assert_eq!((turned.scale(), turned.width()), (2.0, 0.0));
    }
}

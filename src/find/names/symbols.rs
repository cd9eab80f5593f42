//! Symbols in whatever spelling.

/// The runs of letters and of figures of a symbol in small letters, joined by one stroke: `a/res/70/125` for
/// "A/RES/70/125", "a_res_70_125" and "A.RES.70.125".
pub(crate) fn key(symbol: &str) -> String {
    let mut key = String::with_capacity(symbol.len());
    let mut apart = false;
    for c in symbol.chars() {
        if c.is_alphanumeric() {
            if apart && !key.is_empty() {
                key.push('/');
            }
            apart = false;
            key.extend(c.to_lowercase());
        } else {
            apart = true;
        }
    }
    key
}

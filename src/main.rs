use oxigraph as _; 
fn main(){}

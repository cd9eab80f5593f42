//! Which provisions treat which theme.

use super::block::Block;
use super::curated::Describe;
use super::iri;
use super::vocabulary::wsis;
use crate::corpus::records::ThemeParagraph;

impl Describe for ThemeParagraph {
    fn iri(&self) -> String {
        iri::provision(self.provision.get_ref())
    }

    // One provision may treat several themes: the evidence belongs to the pair.
    fn claim(&self) -> String {
        let provision = self.provision.get_ref();
        let path = provision.symbol.iri_path();
        iri::thing(
            "theme",
            &format!("{}/{path}/{}", self.theme.get_ref(), provision.path),
        )
    }

    fn describe(&self, block: &mut Block) {
        block.link(wsis::TREATS, &iri::thing("theme", self.theme.get_ref()));
    }
}

//! Every code a problem can carry, explained.

use super::rules;

/// A code that a reader, a rule or the gate reports.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it is about, in a line.
    pub title: &'static str,
    /// Why, and what to do, in a paragraph.
    pub explanation: &'static str,
}

/// The codes of readers and gates; those of the rules stand with the rules.
const READERS: &[Code] = &[
    Code {
        code: "W001",
        title: "a data file or folder cannot be read",
        explanation: "The file does not exist, may not be read, is larger than 16 MiB or is not \
            UTF-8 text.",
    },
    Code {
        code: "W002",
        title: "a data file is not valid TOML or CSV",
        explanation: "The syntax is broken at the place shown. The other records of the file are \
            read all the same where that is possible, so that all faults are seen at once.",
    },
    Code {
        code: "W003",
        title: "a key or value does not belong in a record",
        explanation: "The key is unknown, a required key is missing, or the value has the wrong \
            form (a date that does not exist, a symbol that is none). data/README.md shows every \
            kind of record with an example.",
    },
    Code {
        code: "W004",
        title: "an ontology file is not valid Turtle",
        explanation: "A file of ontology/ does not parse; nothing can be checked against it.",
    },
    Code {
        code: "W005",
        title: "a file of the data folder that nobody reads",
        explanation: "Its folder is none of those that data/README.md lists, or its name does not end in \
            .toml or .csv as that folder asks. What stands in it is in no release.",
    },
    Code {
        code: "W200",
        title: "a folder of official texts cannot be read",
        explanation: "The folder or file named with --texts does not exist or may not be read. Nothing is \
            published, since a whole collection could be missing; correct the name.",
    },
    Code {
        code: "W201",
        title: "an official text cannot be read",
        explanation: "The file may not be read, changed while it was read, or is too large to be an \
            official text.",
    },
    Code {
        code: "W202",
        title: "a file is not an official text",
        explanation: "The file is damaged, encrypted, a scan, unpacks to far too much, declares a DTD or \
            entities (which are refused), or prints no symbol. It is left out whole, the release is made \
            of the others, and the exit code is 1. Fetch the file again, or take it out of the folder.",
    },
    Code {
        code: "W203",
        title: "files of other kinds were passed over",
        explanation: "What the content of a file is decides, not its name: Akoma Ntoso, Word, \
            HTML, PDF, MARCXML, paragraph JSON and plain text are read; others are counted and left alone.",
    },
    Code {
        code: "W204",
        title: "one document is given twice in one language",
        explanation: "The first file, by path, is read; the other is left out.",
    },
    Code {
        code: "W205",
        title: "something in an official text found no place",
        explanation: "The reader met an element or text that it could not place in the document. \
            Nothing is dropped in silence: the words are missing from the graph until the reader \
            learns about them.",
    },
    Code {
        code: "W206",
        title: "the languages of a document differ",
        explanation: "A provision stands in some languages of a document and not in others. The \
            official texts really differ at times; otherwise a number was misread.",
    },
    Code {
        code: "W207",
        title: "a text is in another language than its file declares",
        explanation: "The script or the words clearly belong to another of the six languages. The file \
            was probably put into the wrong folder by its publisher.",
    },
    Code {
        code: "W208",
        title: "two formats of a text differ",
        explanation: "The same document is at hand in two formats of one language, and some paragraphs do \
            not have the same words in both. The words of the better format are taken (Akoma Ntoso, \
            Word, HTML, PDF, paragraph JSON, plain text, in this order); the share of equal paragraphs \
            stands on the other file as wsis:agreement.",
    },
    Code {
        code: "W209",
        title: "a defect of a file was mended while reading",
        explanation: "The XML is not well formed, or the cover prints a symbol that number and address \
            of the file contradict. The text was read all the same, as the message says.",
    },
    Code {
        code: "W210",
        title: "records of a library's catalog",
        explanation: "A file of MARCXML describes documents without holding their texts. A record that \
            names no document symbol is left out, with its line.",
    },
    Code {
        code: "W301",
        title: "the data and the official text disagree",
        explanation: "A curated record says one thing, the official text at hand another. The \
            graph then holds what the text says. Mend the record, or explain the difference in \
            its note.",
    },
    Code {
        code: "W302",
        title: "a quote does not stand in its source",
        explanation: "The words given as evidence were looked up in the official text at hand and \
            not found in the provision named. Case, kinds of quotation marks, hyphens and spaces do \
            not matter.",
    },
    Code {
        code: "W303",
        title: "a provision referred to is not in the official text",
        explanation: "A record refers to a provision that the text at hand does not have.",
    },
    Code {
        code: "W304",
        title: "a curated mandate and the text differ",
        explanation: "A record in data/mandates and the act that the rules find at the same address do \
            not have the same force, or the rules find no act there. Both statements stay, each in its \
            layer. Look whether `n` counts the acts of the paragraph from 1, and who is right.",
    },
    Code {
        code: "W305",
        title: "a citation names a paragraph that does not exist",
        explanation: "A text cites a paragraph of a document whose text is at hand, and that text has \
            no such paragraph: a slip of the text, a paragraph that was renumbered, or a fault of a reader.",
    },
    Code {
        code: "W306",
        title: "verbs that no rule knows",
        explanation: "Operative paragraphs begin with verbs that data/operative-verbs.toml does not \
            list; the acts in them are not found. The counts say which are worth adding.",
    },
    Code {
        code: "W307",
        title: "addressees that no list knows",
        explanation: "Those who are asked are kept as printed where data/addressees.toml does not list \
            them, and then are not linked to anything. The counts say which are worth adding.",
    },
    Code {
        code: "W308",
        title: "what other languages say of the citations",
        explanation: "A citation of a numbered document is confirmed by a language whose paragraph prints \
            the number or links to the document. The links of a language to documents that the English \
            reading does not cite in that paragraph are counted: slips of a text, or citations not found.",
    },
    Code {
        code: "W310",
        title: "official texts that no record describes",
        explanation: "A text is at hand, but data/documents has no block with its symbol. That is no fault: \
            the text describes itself. If one of them is the document you are adding, its symbol is \
            misspelt in the block.",
    },
    Code {
        code: "W311",
        title: "words of the official text where ours should stand",
        explanation: "A gist or the action of a mandate repeats a long run of words of the paragraph it is \
            about. The data hold facts and our own words; quotes of eight words stand in `quote` alone.",
    },
    Code {
        code: "W309",
        title: "the rules find an act that has no record",
        explanation: "A document claims `complete = [\"mandates\"]`, but the rules find an act in its text \
            for which data/mandates has no block. Add one, or see with `wsis explain` why the rules took the \
            words for an act.",
    },
    Code {
        code: "W401",
        title: "the graph breaks a shape",
        explanation: "A thing in the graph does not have the form that ontology/shapes.ttl (SHACL) \
            asks for. The message is that of the shape.",
    },
    Code {
        code: "W402",
        title: "the shapes could not be applied",
        explanation: "ontology/shapes.ttl or the graph could not be used by the SHACL engine.",
    },
    Code {
        code: "W501",
        title: "the list of sources has a mistake",
        explanation: "data/sources.toml, or the file given with --sources, cannot be read, or says \
            something that makes no sense: an unknown placeholder or format, an address without a \
            fixed host, a time that is none. data/README.md explains every key.",
    },
    Code {
        code: "W502",
        title: "no source serves a document",
        explanation: "No pattern in data/sources.toml fits the symbol in the languages chosen, so \
            its text is not asked for anywhere.",
    },
    Code {
        code: "W503",
        title: "no source has a text",
        explanation: "Every source that serves the document was asked and has it not in this \
            language (404, or not in its list of files). Not every document exists in every \
            language; drafts in particular disappear.",
    },
    Code {
        code: "W504",
        title: "a text was refused, or may not be asked for",
        explanation: "The host does not give it (401, 403, 451), keeps programs out, or does not \
            want it asked for (robots.txt); or the way to it is one that is not gone: to a private \
            address, from https to http, round in a circle, over more than five redirects. A mirror \
            of your own is permitted with private = true in its [[source]].",
    },
    Code {
        code: "W505",
        title: "something else came instead of a text",
        explanation: "The file has another format than the source promises, is a page that keeps \
            programs out, is too large, or is the text of another document or language. It was not \
            taken; it lies in .rejected/ for you to look at. An error where no other source gave the \
            text, else a warning.",
    },
    Code {
        code: "W506",
        title: "a text could not be fetched",
        explanation: "The host could not be reached, was silent, broke off or had trouble, also \
            when asked again; or it asks for a wait longer than longest_wait_seconds of \
            data/sources.toml. The next run goes on where this one stopped.",
    },
    Code {
        code: "W507",
        title: "files whose text could not be recognised",
        explanation: "The files have the format asked for, but no reader could tell from them \
            which document they are. Their records in fetched.jsonl say \"identified\": false.",
    },
    Code {
        code: "W508",
        title: "lines of fetched.jsonl are no records",
        explanation: "The file was changed by hand or damaged. What it said about some files is \
            lost, so they were asked for anew; it was written again whole.",
    },
];

/// Every code, sorted.
#[must_use]
pub fn all() -> Vec<Code> {
    let rules = rules::ALL.iter().map(|rule| Code {
        code: rule.code,
        title: rule.title,
        explanation: rule.explanation,
    });
    let mut codes: Vec<Code> = READERS.iter().copied().chain(rules).collect();
    codes.sort_by_key(|code| code.code);
    codes
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_unique_and_explained() {
        let codes = super::all();
        for pair in codes.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} twice", pair[0].code);
        }
        assert!(codes.iter().all(|code| code.explanation.len() > code.title.len()));
    }
}

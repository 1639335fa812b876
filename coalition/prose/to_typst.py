"""The Typst writer: a fragment of markup for the report's template.

A fragment is markup, never a document: it holds no `#import`, no `#set` outside a block of its own, and ends with a
line feed. The template that takes it in (by `#include`, or by being written around it) has to define these functions
and nothing else; every argument is named, and always given:

    #recommendation(id: "refugees-rec-x", number: "3.2", title: "Recommendation 3.2",
                    to: ("destination-states", "media"), addressed: "To: destination states, media")[ body ]
    #demand(id: …, number: …, title: …, to: (…), addressed: …)[ body ]
    #key-finding(id: …, number: …, title: …)[ body ]
    #case-study(id: …, number: …, title: …, practice: "peer-clinic")[ body ]
    #testimony(id: …, number: …, title: …, pseudonym: "")[ body ]
    #case-data(id: …, number: …, title: …)[ body ]
    #works(id: "refs")[ one #work a source ]
    #work(id: "ref-ilo-2022-estimates")[ the entry ]
    #source-line[ Source: … ]              inside a caption, its last line

`id` is a string; the function attaches it to the outermost element that it makes: `#block(…)[…] #label(id)`. It is
unique in the book and links point to it, so that it must be attached exactly once; it is never empty. `number` is
empty in texts that bear none; `title` is then the word alone ("Recommendation"). `to` is an array of strings (empty
when nobody is addressed), `addressed` the words for it in the text's language, or an empty string. `practice` and
`pseudonym` may be empty strings.

All else is plain Typst: `= … <id>` headings that hold their number as text (the template sets `numbering: none`);
`#figure(image("/…", alt: "…", width: 60%), alt: none, caption: […], kind: image, supplement: none, numbering: none) <id>`
and likewise `kind: table` around a `#table` with `table.header` (captions begin with the label "Figure 3.2." in the
text's language, so that the template shows the caption's body alone; it makes tables breakable); `#footnote`, `#link`,
`#quote(block: true)`, `#raw`, `#strike`, `#sub`, `#super`, `#smallcaps`, `#underline`, `#highlight`, lists, terms;
`#text(lang: …, dir: …)[…]` for words in another language; `#line(length: 30%)` for a break.

Picture paths are those given in `pictures`: absolute within the compiler's root (`/pictures/x.png`).
"""

//! Lists under a heading: "Director", "Associate Directors", "Partners".
//!
//! Not rules of the language: one end is the organisation that the section is headed with, the other begins each of the
//! lines up to the next heading. `under:` reads one line at a time and knows no section.

use gleaner_text::{EntityType, LineKind, QualifierKey, Span, TokenRange, fold_hash};

use crate::{
    context::{Context, MAX_LIST, Types, is_word, text_qualifier},
    lexicon::{Class, class_of},
    rule::RuleId,
};

/// What a heading says of the list under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heading {
    /// The name of an organisation.
    Name(usize),
    /// A role, in these words.
    Role(Span),
    /// Partners.
    Partners,
    /// Anything else.
    Other,
}

/// Reads the heading sentence that the context stands in.
pub(crate) fn heading_of(ctx: &Context<'_>) -> Heading {
    let tokens = ctx.sentence;
    let start = ctx.sentence_start();
    let end = tokens.end as usize;
    if let Some(mention) = ctx.name_from(start, Types::ORG) {
        return if ctx.past_bracket(ctx.end_of(mention)) >= end { Heading::Name(mention) } else { Heading::Other };
    }
    let mut last = end;
    while last > start && matches!(ctx.token(last - 1), ":" | ".") {
        last -= 1;
    }
    if last == start || last - start > 5 || (start..last).any(|at| ctx.in_mention(at)) {
        return Heading::Other;
    }
    if last - start <= 2 && is_word!(ctx.word(last - 1), "partners") {
        return Heading::Partners;
    }
    let head = ctx.class(last - 1);
    let modifiers = (start..last - 1).all(|at| {
        ctx.class(at).any(Class::ROLE_MODIFIER | Class::ROLE_HEAD) || matches!(ctx.token(at), "-" | "&" | "and")
    });
    if head.any(Class::ROLE_HEAD)
        && modifiers
        && !is_word!(ctx.word(last - 1), "partner" | "support" | "contact" | "author")
    {
        return Heading::Role(ctx.view.tokens.span_of(TokenRange::new(start, last)));
    }
    Heading::Other
}

/// Every line under a heading up to the next one, by the mention of `types` it begins with.
fn first_names(ctx: &Context<'_>, types: Types, out: &mut Vec<usize>) {
    let sentences = ctx.view.tokens.sentences();
    let mut n_lines = 0;
    let mut n_unknown = 0;
    for sentence in sentences.iter().skip(ctx.sentence_idx + 1) {
        if sentence.kind == LineKind::Heading && n_lines > 0 || n_lines == MAX_LIST {
            break;
        }
        n_lines += 1;
        let start = sentence.tokens.start;
        let first = ctx.mention_idx_at(start as usize);
        let begins = ctx.mentions.get(first).filter(|mention| {
            mention.tokens.end <= sentence.tokens.end
                && (mention.tokens.start <= start + 3 || ctx.title_start(first) as u32 <= start + 3)
                && types.has(mention.entity_type)
        });
        if begins.is_none() {
            // A list is over when a line of prose begins otherwise; one item whose name nobody knew does not end it, two do.
            n_unknown += u32::from(sentence.kind == LineKind::ListItem);
            if n_unknown > 1 || n_lines > 1 && sentence.kind == LineKind::Prose {
                break;
            }
            if sentence.kind == LineKind::Heading {
                break;
            }
            continue;
        }
        n_unknown = 0;
        out.push(first);
    }
}

/// "Associate Directors" heads a list in which each is an "Associate Director".
fn one_of_many(ctx: &Context<'_>, role: Span) -> Span {
    let Some(one) = role.slice(ctx.view.text).strip_suffix('s') else { return role };
    let word = one.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_role = class_of(fold_hash(word)).any(Class::ROLE_HEAD);
    if is_role { Span::new(role.start, role.end - 1) } else { role }
}

/// The persons under "Director" or "Trustees" hold that role in the section's organisation.
pub(crate) fn roles_under_heading(ctx: &mut Context<'_>, role: Span) {
    let Some(section) = ctx.section else { return };
    let role = one_of_many(ctx, role);
    let mut persons = Vec::new();
    first_names(ctx, Types::PERSON, &mut persons);
    let heading = ctx.sentence;
    for person in persons {
        let end = ctx.end_of(person);
        let evidence = TokenRange::new(heading.start as usize, end);
        let qualifiers = vec![text_qualifier(QualifierKey::Role, role)];
        ctx.emit_with(RuleId::ROLE_HEADING, person, Some(section.mention), evidence, 1.0, qualifiers);
    }
}

/// The organisations under "Partners" are partners of the section's organisation.
pub(crate) fn partners_under_heading(ctx: &mut Context<'_>) {
    let Some(section) = ctx.section.filter(|section| ctx.mentions[section.mention].entity_type == EntityType::ORG)
    else {
        return;
    };
    let mut partners = Vec::new();
    first_names(ctx, Types::ORG, &mut partners);
    let heading = ctx.sentence;
    for partner in partners {
        let evidence = TokenRange::new(heading.start as usize, ctx.end_of(partner));
        ctx.emit(RuleId::PARTNER_HEADING, section.mention, Some(partner), evidence, 1.0);
    }
}

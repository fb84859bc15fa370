/* SPDX-License-Identifier: EUPL-1.2 */
/* Which part of an advertisement a sentence is in: tasks, what is asked for, benefits ... */
#include "engine/advert_parts.h"

enum { HEADING_WORDS_MAX = 9, HEADING_BEGINS_MAX = 3 };

/* "u. a.", "z. B.": what stands there goes on below. */
static bool
ends_in_letter(struct slice text)
{
    size_t len = text.len;

    return len >= 3 && text.at[len - 1] == '.' &&
           (text.at[len - 3] == ' ' || text.at[len - 3] == '.');
}

/* ADVERT-2: a line of its own without full stop. */
static bool
is_line(const struct advert_sentence *s)
{
    struct slice text = s->s.text;

    return s->s.begins_line && s->s.ends_line && !s->s.marked &&
           s->words_len <= HEADING_WORDS_MAX && !slice_ends(text, SLICE(",")) &&
           (!slice_ends(text, SLICE(".")) || ends_in_letter(text));
}

/* The part that the first phrase of a heading opens: near the beginning of a line, or before a
 * colon. */
static bool
opens_part(const struct advert_sentence *s, enum advert_part *ret_part)
{
    const struct advert_found *first = NULL;

    if (!s->s.colon && !is_line(s))
        return false;
    for (int i = 0; i < s->found_len; i++) {
        const struct advert_found *f = &s->found[i];

        if (f->phrase->list == ADVERT_LIST_HEADING && (first == NULL || f->from < first->from) &&
            (s->s.colon || f->from < HEADING_BEGINS_MAX))
            first = f;
    }
    if (first != NULL)
        *ret_part = first->phrase->part;
    return first != NULL;
}

static bool
part_is_read(enum advert_part part)
{
    return part == ADVERT_INTRO || part == ADVERT_TASKS || part == ADVERT_DUTIES ||
           part == ADVERT_WISHES;
}

/* ADVERT-3 */
static void
leave_out(struct advert_sentence *s, bool has_parts, bool first)
{
    if (s->use == ADVERT_IS_HEADING)
        return;
    if (!part_is_read(s->part)) {
        s->use = ADVERT_IS_LEFT_OUT;
    } else if (advert_sentence_has(s, ADVERT_LIST_LEFT_OUT, NULL)) {
        s->use = ADVERT_IS_LEFT_OUT;
        s->by_phrase = true;
    } else if (s->part == ADVERT_INTRO && has_parts && !s->names_job && !(first && is_line(s))) {
        s->part = ADVERT_ABOUT;
        s->use = ADVERT_IS_LEFT_OUT;
    }
}

void
advert_text_part(struct advert_text *t)
{
    enum advert_part part = ADVERT_INTRO;
    bool has_parts = false;

    for (int i = 0; i < t->len; i++) {
        struct advert_sentence *s = &t->at[i];

        s->names_job = advert_sentence_has(s, ADVERT_LIST_SIGN, NULL);
        if (opens_part(s, &part)) {
            s->use = ADVERT_IS_HEADING;
            has_parts = has_parts || part == ADVERT_TASKS || part == ADVERT_DUTIES;
        }
        s->part = part;
    }
    for (int i = 0; i < t->len; i++)
        leave_out(&t->at[i], has_parts, i == 0);
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether two catalogues have the same word index, to the last bit, however each was made. */
#ifndef KC_TESTS_SAME_INDEX_H
#define KC_TESTS_SAME_INDEX_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/index.h"

static inline bool
same_bytes(const void *a, const void *b, size_t len)
{
    return len == 0 || memcmp(a, b, len) == 0;
}

static inline bool
same_word(const struct index *a, const struct index *b, uint32_t i)
{
    const struct index_word *wa = &a->words[i];
    const struct index_word *wb = &b->words[i];

    return slice_eq(a->words_folded[i], b->words_folded[i]) && slice_eq(wa->shown, wb->shown) &&
           wa->count == wb->count && wa->terms_len == wb->terms_len && wa->head == wb->head &&
           wa->apart == wb->apart &&
           same_bytes(a->word_terms + wa->terms_at, b->word_terms + wb->terms_at,
                      wa->terms_len * sizeof *a->word_terms) &&
           index_word(b, a->words_folded[i]) == i;
}

static inline bool
same_postings(const struct index *a, const struct index *b, uint32_t term)
{
    struct postings pa = index_postings(a, term);
    struct postings pb = index_postings(b, term);

    if (pa.len != pb.len)
        return false;
    if (pa.len == 0)
        return true;
    if ((pa.slots == NULL) != (pb.slots == NULL) ||
        !same_bytes(pa.impacts, pb.impacts, pa.len * sizeof *pa.impacts))
        return false;
    if (pa.slots != NULL)
        return same_bytes(pa.slots, pb.slots, pa.len * sizeof *pa.slots);
    return same_bytes(pa.bits, pb.bits, a->bits_words * sizeof *pa.bits) &&
           same_bytes(pa.ranks, pb.ranks, a->bits_words * sizeof *pa.ranks);
}

static inline bool
same_stream(const struct index *a, const struct index *b, uint32_t slot)
{
    uint32_t *room_a = malloc(a->stream_most * sizeof *room_a);
    uint32_t *room_b = malloc(b->stream_most * sizeof *room_b);
    const uint32_t *sa = index_stream(a, slot, room_a);
    const uint32_t *sb = index_stream(b, slot, room_b);
    bool same = true;

    for (int fields = 0; fields < FIELDS; sa++, sb++) {
        uint32_t wa = *sa < STREAM_FIELD_END ? a->stream_words[*sa] : *sa;
        uint32_t wb = *sb < STREAM_FIELD_END ? b->stream_words[*sb] : *sb;

        same = same && wa == wb;
        fields += !same ? FIELDS : wa == STREAM_FIELD_END;
    }
    free(room_a);
    free(room_b);
    return same;
}

static inline bool
same_synonyms(const struct index *a, const struct index *b)
{
    const struct synonyms *sa = &a->synonyms;
    const struct synonyms *sb = &b->synonyms;

    if (sa->members_len != sb->members_len || sa->groups_len != sb->groups_len ||
        !same_bytes(sa->first, sb->first, sa->terms_len * sizeof *sa->first))
        return false;
    for (uint32_t i = 0; i < sa->members_len; i++) {
        if (sa->members[i].terms_len != sb->members[i].terms_len ||
            !same_bytes(sa->members[i].terms, sb->members[i].terms,
                        sa->members[i].terms_len * sizeof *sa->members[i].terms))
            return false;
    }
    return a->hints.len == b->hints.len;
}

/* What is another first; empty when nothing is. */
static inline const char *
index_difference(const struct catalogue *ca, const struct catalogue *cb)
{
    static char said[200];
    const struct index *a = ca->index;
    const struct index *b = cb->index;

    said[0] = '\0';
    for (uint32_t i = 0; i < a->words_len && i < b->words_len && said[0] == '\0'; i++) {
        if (!same_word(a, b, i))
            (void)snprintf(said, sizeof said, "word %.*s (%.*s)", SLICE_ARG(a->words_folded[i]),
                           SLICE_ARG(b->words_folded[i]));
    }
    for (uint32_t i = 0; i < a->stems_len && i < b->stems_len && said[0] == '\0'; i++) {
        if (!slice_eq(a->stems[i], b->stems[i]) || index_stem(b, a->stems[i]) != i)
            (void)snprintf(said, sizeof said, "stem %.*s (%.*s)", SLICE_ARG(a->stems[i]),
                           SLICE_ARG(b->stems[i]));
    }
    if (said[0] == '\0' && (a->words_len != b->words_len || a->stems_len != b->stems_len ||
                            a->terms_len != b->terms_len || ca->modules_len != cb->modules_len))
        (void)snprintf(said, sizeof said, "%u words, %u stems, %u terms (%u, %u, %u)", a->words_len,
                       a->stems_len, a->terms_len, b->words_len, b->stems_len, b->terms_len);
    if (said[0] != '\0')
        return said;
    for (uint32_t t = 0; t < a->terms_len; t++) {
        if (!same_postings(a, b, t))
            (void)snprintf(said, sizeof said, "postings of %.*s",
                           SLICE_ARG(a->stems[t % a->stems_len]));
    }
    for (uint32_t slot = 0; slot < ca->modules_len; slot++) {
        if (!same_stream(a, b, slot))
            (void)snprintf(said, sizeof said, "stream of slot %u", slot);
    }
    if (!same_synonyms(a, b))
        (void)snprintf(said, sizeof said, "synonyms");
    return said;
}

#endif

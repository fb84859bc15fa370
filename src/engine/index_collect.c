/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads every text once. What later steps need of it is the stream of word numbers. */
#include <string.h>

#include "engine/columns.h"
#include "engine/index_parts.h"
#include "engine/tokens.h"

/* What people call the formats, so that "MOOC KI" or "Präsenz Excel" finds them. */
static const char *const FORMAT_WORDS[FORMATS] = {
    [FORMAT_MOOC] = "MOOC Onlinekurs",
    [FORMAT_ON_DEMAND] = "Selbstlernkurs Onlinekurs E-Learning",
    [FORMAT_IN_PERSON] = "Präsenz Seminar",
    [FORMAT_LIVE_ONLINE] = "Live-Online Webinar",
    [FORMAT_FOLLOW_UP] = "Nachbereitung",
};

static enum err
word_add(struct index_building *b, struct slice folded, uint32_t *ret_number)
{
    void *array = b->raw;

    TRY(words_add(&b->words, folded, ret_number));
    TRY(arena_grow(b->scratch, &array, b->words.len - 1, &b->raw_size, sizeof *b->raw));
    b->raw = array;
    return OK;
}

static enum err
part_add(struct index_building *b, struct raw_word *word, uint32_t part)
{
    void *array = b->parts;

    TRY(arena_grow(b->scratch, &array, b->parts_len, &b->parts_size, sizeof *b->parts));
    b->parts = array;
    if (word->parts_len == 0)
        word->parts_at = (uint32_t)b->parts_len;
    word->parts_len++;
    b->parts[b->parts_len++] = part;
    return OK;
}

static enum err
stream_push(struct index_building *b, uint32_t number)
{
    void *array = b->stream;

    TRY(arena_grow(b->scratch, &array, b->stream_len, &b->stream_size, sizeof *b->stream));
    b->stream = array;
    b->stream[b->stream_len++] = number;
    return OK;
}

static void
word_seen(struct raw_word *w, struct slice text, const struct token *t)
{
    if (w->count++ == 0)
        w->shown = slice_sub(text, t->from, t->to - t->from);
}

/* Words of one text. `length` counts them; NULL: only for the word list, not in the stream. */
static enum err
text_collect(struct index_building *b, struct slice text, uint32_t *length)
{
    struct tokens tokens = tokens_init(text);
    struct token t;
    uint32_t whole = 0;
    uint32_t number;
    bool parts_known = false;

    while (tokens_next(&tokens, &t)) {
        TRY(word_add(b, token_word(&t), &number));
        if (length != NULL)
            word_seen(&b->raw[number], text, &t);
        if (t.part) {
            if (!parts_known)
                TRY(part_add(b, &b->raw[whole], number));
            continue;
        }
        whole = number;
        parts_known = b->raw[number].parts_len > 0;
        if (length != NULL) {
            TRY(stream_push(b, number));
            (*length)++;
        }
    }
    return length != NULL ? stream_push(b, STREAM_GAP) : OK;
}

static enum err
competences_collect(struct index_building *b, const struct module *m, uint64_t topics,
                    uint32_t *length)
{
    const struct catalogue *c = b->c;

    for (int i = 0; i < m->gives_len; i++)
        TRY(text_collect(b, c->framework->by_id[m->gives[i].competence.n]->name_de, length));
    for (int i = 0; i < c->topics_len; i++) {
        if (topics & topic_bit(c->topics[i].id))
            TRY(text_collect(b, c->topics[i].name_de, length));
    }
    return text_collect(b, slice_of(FORMAT_WORDS[m->format]), length);
}

static enum err
provider_collect(struct index_building *b, const struct column_row *row, uint32_t *length)
{
    const struct provider *provider = &b->c->providers[row->provider];
    uint32_t last = COLUMN_ONLINE;

    TRY(text_collect(b, provider->name, length));
    TRY(text_collect(b, provider->city, length));
    for (uint32_t i = 0; i < row->runs_len; i++) {
        uint32_t venue = b->c->columns->runs[row->runs_at + i].venue;

        if (venue == COLUMN_ONLINE || venue == last)
            continue;
        last = venue;
        TRY(text_collect(b, b->c->venues[venue].name, length));
        TRY(text_collect(b, b->c->venues[venue].city, length));
    }
    return OK;
}

static enum err
module_collect(struct index_building *b, uint32_t slot)
{
    const struct module *m = b->c->modules[slot];
    const struct column_row *row = &b->c->columns->rows[slot];
    uint32_t *lengths = b->lengths[slot];

    if ((row->flags & COLUMN_OFFERED) == 0)
        return OK;
    TRY(text_collect(b, m->title, &lengths[FIELD_TITLE]));
    TRY(stream_push(b, STREAM_FIELD_END));
    TRY(competences_collect(b, m, row->topics, &lengths[FIELD_COMPETENCES]));
    TRY(stream_push(b, STREAM_FIELD_END));
    TRY(provider_collect(b, row, &lengths[FIELD_PROVIDER]));
    TRY(stream_push(b, STREAM_FIELD_END));
    TRY(text_collect(b, m->summary, &lengths[FIELD_TEXT]));
    TRY(text_collect(b, m->description, &lengths[FIELD_TEXT]));
    TRY(stream_push(b, STREAM_FIELD_END));
    for (int f = 0; f < FIELDS; f++)
        b->lengths_sum[f] += lengths[f];
    return OK;
}

/* Words that help to take compounds apart, though no module may hold them. */
static enum err
word_list_collect(struct index_building *b, struct slice synonyms)
{
    const struct framework *f = b->c->framework;
    struct synonyms_reader reader = synonyms_reader_init(synonyms);
    struct slice member;

    for (int i = 0; i < f->competences_len; i++) {
        TRY(text_collect(b, f->competences[i].name_de, NULL));
        TRY(text_collect(b, f->competences[i].description, NULL));
        for (int k = 0; k < BANDS; k++)
            TRY(text_collect(b, f->competences[i].band_text[k], NULL));
    }
    for (int i = 0; i < b->c->topics_len; i++)
        TRY(text_collect(b, b->c->topics[i].name_de, NULL));
    for (int i = 0; i < b->c->jobs_len; i++) {
        TRY(text_collect(b, b->c->jobs[i].name_de, NULL));
        TRY(text_collect(b, b->c->jobs[i].description, NULL));
    }
    while (synonyms_read(&reader, &member))
        TRY(text_collect(b, member, NULL));
    return OK;
}

enum err
index_collect(struct index_building *b, struct slice synonyms)
{
    uint32_t len = b->c->modules_len;

    b->words = words_init(b->scratch);
    b->stream_at = arena_array(b->arena, uint64_t, (size_t)len + 1);
    b->lengths = arena_alloc_many(b->scratch, len, sizeof *b->lengths, 4);
    if (b->stream_at == NULL || b->lengths == NULL)
        return ERR_LIMIT;
    TRY(word_list_collect(b, synonyms));
    for (uint32_t slot = 0; slot < len; slot++) {
        b->stream_at[slot] = b->stream_len;
        TRY(module_collect(b, slot));
    }
    b->stream_at[len] = b->stream_len;
    return OK;
}

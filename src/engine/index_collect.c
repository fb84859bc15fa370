/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads every text once. What later steps need of it is the stream of word numbers. */
#include <string.h>

#include "domain/module_text.h"
#include "engine/columns.h"
#include "engine/index_parts.h"
#include "engine/tokens.h"

enum { RANGE_MODULES_MIN = 2000 }; /* fewer are not worth a second thread */

/* What people call the formats, so that "MOOC KI" or "Präsenz Excel" finds them. */
static const char *const FORMAT_WORDS[FORMATS] = {
    [FORMAT_MOOC] = "MOOC Onlinekurs",
    [FORMAT_ON_DEMAND] = "Selbstlernkurs Onlinekurs E-Learning",
    [FORMAT_IN_PERSON] = "Präsenz Seminar",
    [FORMAT_LIVE_ONLINE] = "Live-Online Webinar",
    [FORMAT_FOLLOW_UP] = "Nachbereitung",
};

static enum err
word_add(struct vocabulary *v, struct slice folded, uint32_t *ret_number)
{
    void *array = v->raw;
    uint32_t known = v->words.len;

    TRY(words_add(&v->words, folded, ret_number));
    TRY(arena_grow(v->words.arena, &array, v->words.len - 1, &v->raw_size, sizeof *v->raw));
    v->raw = array;
    if (v->words.len > known)
        v->raw[known].from =
            (struct word_origin){.first_slot = SLOT_NONE, .hyphen_slot = SLOT_NONE};
    return OK;
}

static enum err
part_add(struct vocabulary *v, struct raw_word *word, uint32_t part)
{
    void *array = v->parts;

    TRY(arena_grow(v->words.arena, &array, v->parts_len, &v->parts_size, sizeof *v->parts));
    v->parts = array;
    if (word->from.parts_len == 0)
        word->from.parts_at = (uint32_t)v->parts_len;
    word->from.parts_len++;
    v->parts[v->parts_len++] = part;
    return OK;
}

static enum err
stream_push(struct collected *r, uint32_t number)
{
    size_t block = r->stream_len / STREAM_BLOCK;

    if (block == r->blocks_len) {
        void *array = r->blocks;

        TRY(arena_grow(r->arena, &array, r->blocks_len, &r->blocks_size, sizeof *r->blocks));
        r->blocks = array;
        r->blocks[block] = arena_array(r->arena, uint32_t, STREAM_BLOCK);
        if (r->blocks[block] == NULL)
            return ERR_LIMIT;
        r->blocks_len++;
    }
    r->blocks[block][r->stream_len++ % STREAM_BLOCK] = number;
    return OK;
}

/* The parts of a word that was hyphenated before, in another way: they stay words. */
static void
parts_compare(struct vocabulary *v, uint32_t whole, const uint32_t *parts, uint32_t len)
{
    struct word_origin *from = &v->raw[whole].from;

    if (len == 0 || (len == from->parts_len &&
                     memcmp(parts, v->parts + from->parts_at, len * sizeof *parts) == 0))
        return;
    from->odd = true;
    for (uint32_t i = 0; i < len; i++)
        v->raw[parts[i]].from.listed = true;
}

/* The parts of a word, as it stands in `slot`. */
static enum err
parts_note(struct vocabulary *v, uint32_t whole, const uint32_t *parts, uint32_t len, uint32_t slot)
{
    if (len == 0)
        return OK;
    if (v->raw[whole].from.parts_len > 0) {
        parts_compare(v, whole, parts, len);
        return OK;
    }
    v->raw[whole].from.hyphen_slot = slot;
    for (uint32_t i = 0; i < len; i++)
        TRY(part_add(v, &v->raw[whole], parts[i]));
    return OK;
}

/*
 * Take a chunk of a text of `slot` apart: its words into the vocabulary, their numbers into
 * `chunks` unless NULL.
 */
static enum err
chunk_read(struct vocabulary *v, struct slice chunk, struct chunks *chunks, uint32_t slot)
{
    struct tokens tokens = tokens_init(chunk);
    struct token t;
    uint32_t parts[TOKEN_PARTS_MAX];
    uint32_t parts_len = 0;
    uint32_t whole = 0;
    uint32_t number = 0;

    while (tokens_next(&tokens, &t)) {
        TRY(word_add(v, token_word(&t), &number));
        if (chunks == NULL) {
            v->raw[number].from.listed = true;
        } else {
            if (v->raw[number].from.first_slot == SLOT_NONE) {
                v->raw[number].shown = slice_sub(chunk, t.from, t.to - t.from);
                v->raw[number].from.first_slot = slot;
            }
            TRY(chunks_push(chunks, t.part ? number | CHUNK_PART : number));
        }
        if (t.part) {
            assert(parts_len < TOKEN_PARTS_MAX);
            parts[parts_len++] = number;
            continue;
        }
        TRY(parts_note(v, whole, parts, parts_len, slot));
        whole = number;
        parts_len = 0;
    }
    return parts_note(v, whole, parts, parts_len, slot);
}

static enum err
chunk_collect(struct collected *r, const struct chunk_key *key, uint32_t *length)
{
    struct chunk *known;
    const uint32_t *items;
    uint32_t number;
    bool fresh;

    TRY(chunks_find(&r->chunks, key, &number, &fresh));
    if (fresh) { /* the text itself may be unpacked and pass */
        struct slice chunk;

        TRY(arena_copy(r->arena, key->chunk, &chunk));
        r->chunks.at[number].at = chunk.at;
        TRY(chunk_read(&r->vocabulary, chunk, &r->chunks, r->slot));
    }
    known = &r->chunks.at[number];
    known->count++;
    items = chunk_items(&r->chunks, known);
    for (uint32_t i = 0; i < known->items_len; i++) {
        if ((items[i] & CHUNK_PART) != 0)
            continue;
        TRY(stream_push(r, items[i]));
        (*length)++;
    }
    return OK;
}

/* The words of one text go to the stream; `length` counts them. */
static enum err
text_collect(struct collected *r, struct slice text, uint32_t *length)
{
    struct chunk_key keys[CHUNK_BATCH];
    size_t at = 0;
    int n;

    while ((n = chunks_cut(&r->chunks, text, &at, keys)) > 0) {
        for (int i = 0; i < n; i++)
            TRY(chunk_collect(r, &keys[i], length));
    }
    return stream_push(r, STREAM_GAP);
}

static enum err
competences_collect(struct collected *r, const struct module *m, uint64_t topics, uint32_t *length)
{
    const struct catalogue *c = r->b->c;

    for (int i = 0; i < m->gives_len; i++)
        TRY(text_collect(r, c->framework->by_id[m->gives[i].competence.n]->name_de, length));
    for (int i = 0; i < c->topics_len; i++) {
        if (topics & topic_bit(c->topics[i].id))
            TRY(text_collect(r, c->topics[i].name_de, length));
    }
    return text_collect(r, slice_of(FORMAT_WORDS[m->format]), length);
}

static enum err
provider_collect(struct collected *r, const struct column_row *row, uint32_t *length)
{
    const struct provider *provider = &r->b->c->providers[row->provider];
    uint32_t last = COLUMN_ONLINE;

    TRY(text_collect(r, provider->name, length));
    TRY(text_collect(r, provider->city, length));
    for (uint32_t i = 0; i < row->runs_len; i++) {
        uint32_t venue = r->b->c->columns->runs[row->runs_at + i].venue;

        if (venue == COLUMN_ONLINE || venue == last)
            continue;
        last = venue;
        TRY(text_collect(r, r->b->c->venues[venue].name, length));
        TRY(text_collect(r, r->b->c->venues[venue].city, length));
    }
    return OK;
}

enum err
index_collected_read(struct collected *r, uint32_t slot)
{
    const struct module *m = r->b->c->modules[slot];
    const struct column_row *row = &r->b->c->columns->rows[slot];
    uint32_t lengths[FIELDS] = {0};

    r->slot = slot;
    for (int f = 0; f < FIELDS && (row->flags & COLUMN_OFFERED) == 0; f++)
        TRY(stream_push(r, STREAM_FIELD_END));
    if ((row->flags & COLUMN_OFFERED) == 0)
        return OK;
    TRY(text_collect(r, m->title, &lengths[FIELD_TITLE]));
    TRY(stream_push(r, STREAM_FIELD_END));
    TRY(competences_collect(r, m, row->topics, &lengths[FIELD_COMPETENCES]));
    TRY(stream_push(r, STREAM_FIELD_END));
    TRY(provider_collect(r, row, &lengths[FIELD_PROVIDER]));
    TRY(stream_push(r, STREAM_FIELD_END));
    arena_reset(r->texts);
    for (int t = 0; t < MODULE_TEXTS; t++) {
        struct slice text;

        TRY(module_text(m, r->texts, (enum module_text)t, &text));
        TRY(text_collect(r, text, &lengths[FIELD_TEXT]));
    }
    TRY(stream_push(r, STREAM_FIELD_END));
    for (int f = 0; f < FIELDS; f++)
        r->lengths_sum[f] += lengths[f];
    return OK;
}

/* Words that help to take compounds apart, though no module may hold them. */
static enum err
word_list_collect(const struct index_building *b, struct vocabulary *v, struct slice synonyms)
{
    const struct framework *f = b->c->framework;
    struct synonyms_reader reader = synonyms_reader_init(synonyms);
    struct slice member;

    for (int i = 0; i < f->competences_len; i++) {
        TRY(chunk_read(v, f->competences[i].name_de, NULL, SLOT_LISTED));
        TRY(chunk_read(v, f->competences[i].description, NULL, SLOT_LISTED));
        for (int k = 0; k < BANDS; k++)
            TRY(chunk_read(v, f->competences[i].band_text[k], NULL, SLOT_LISTED));
    }
    for (int i = 0; i < b->c->topics_len; i++)
        TRY(chunk_read(v, b->c->topics[i].name_de, NULL, SLOT_LISTED));
    for (int i = 0; i < b->c->jobs_len; i++) {
        if (b->c->jobs[i].organisation.n != 0) /* nobody else reads its words (ORG-50) */
            continue;
        TRY(chunk_read(v, b->c->jobs[i].name_de, NULL, SLOT_LISTED));
        TRY(chunk_read(v, b->c->jobs[i].description, NULL, SLOT_LISTED));
    }
    while (synonyms_read(&reader, &member))
        TRY(chunk_read(v, member, NULL, SLOT_LISTED));
    while (synonyms_read_parts(&synonyms, &member))
        TRY(chunk_read(v, member, NULL, SLOT_LISTED));
    return OK;
}

void
index_collected_count(struct collected *r)
{
    for (uint32_t i = 0; i < r->chunks.len; i++) {
        const struct chunk *c = &r->chunks.at[i];
        const uint32_t *items = chunk_items(&r->chunks, c);

        for (uint32_t k = 0; k < c->items_len; k++) {
            if ((items[k] & CHUNK_PART) == 0)
                r->vocabulary.raw[items[k]].from.whole += c->count;
        }
    }
}

static void
range_collect(void *arg, int piece)
{
    struct index_building *b = arg;
    struct collected *r = &b->ranges[piece];

    for (uint32_t slot = r->from; slot < r->to && r->answer == OK; slot++)
        r->answer = index_collected_read(r, slot);
    index_collected_count(r);
}

enum err
index_collected_init(struct collected *r, const struct index_building *b)
{
    r->b = b;
    r->arena = arena_open(SIZE_MAX);
    r->texts = arena_open(SIZE_MAX);
    if (r->arena == NULL || r->texts == NULL)
        return ERR_LIMIT;
    r->vocabulary.words = words_init(r->arena);
    r->chunks = chunks_init(r->arena);
    return OK;
}

void
index_collected_done(struct collected *r)
{
    arena_close(r->arena);
    arena_close(r->texts);
    r->arena = r->texts = NULL;
}

static enum err
ranges_init(struct index_building *b, struct slice synonyms)
{
    uint32_t len = b->c->modules_len;

    b->ranges_len = len < RANGE_MODULES_MIN ? 1 : jobs_width(b->jobs);
    for (int i = 0; i < b->ranges_len; i++) {
        struct collected *r = &b->ranges[i];

        TRY(index_collected_init(r, b));
        r->from = index_piece_from(len, i, b->ranges_len);
        r->to = index_piece_from(len, i + 1, b->ranges_len);
    }
    b->vocabulary = &b->ranges[0].vocabulary;
    return word_list_collect(b, b->vocabulary, synonyms);
}

static enum err
word_join(struct vocabulary *all, const struct collected *r, uint32_t i)
{
    const struct raw_word *one = &r->vocabulary.raw[i];
    uint32_t number = r->number_of[i];
    struct raw_word *to = &all->raw[number];
    uint32_t parts[TOKEN_PARTS_MAX];

    if (to->from.first_slot == SLOT_NONE) {
        to->shown = one->shown;
        to->from.first_slot = one->from.first_slot;
    }
    to->from.whole += one->from.whole;
    to->from.listed |= one->from.listed;
    to->from.odd |= one->from.odd;
    for (uint32_t k = 0; k < one->from.parts_len; k++)
        parts[k] = r->number_of[r->vocabulary.parts[one->from.parts_at + k]];
    return parts_note(all, number, parts, one->from.parts_len, one->from.hyphen_slot);
}

/* The words of a later range, as if they had been met after those before it. */
static enum err
words_join(struct vocabulary *all, struct collected *r)
{
    const struct vocabulary *v = &r->vocabulary;

    r->number_of = arena_array(r->arena, uint32_t, v->words.len);
    if (r->number_of == NULL)
        return ERR_LIMIT;
    for (uint32_t i = 0; i < v->words.len; i++)
        TRY(word_add(all, v->words.folded[i], &r->number_of[i]));
    for (uint32_t i = 0; i < v->words.len; i++)
        TRY(word_join(all, r, i));
    return OK;
}

enum err
index_collect(struct index_building *b, struct slice synonyms)
{
    TRY(ranges_init(b, synonyms));
    jobs_run(b->jobs, b->ranges_len, range_collect, b);
    for (int i = 0; i < b->ranges_len; i++) {
        struct collected *r = &b->ranges[i];

        TRY(r->answer);
        if (i > 0)
            TRY(words_join(b->vocabulary, r));
        for (int f = 0; f < FIELDS; f++)
            b->lengths_sum[f] += r->lengths_sum[f];
    }
    return OK;
}

static bool
is_offered(const struct column_row *row)
{
    return (row->flags & COLUMN_OFFERED) != 0;
}

/* The places that provider_collect() reads, in order. */
static bool
has_same_places(const struct catalogue *a, const struct column_row *ra, const struct catalogue *b,
                const struct column_row *rb)
{
    uint32_t i = 0;
    uint32_t k = 0;
    uint32_t last = COLUMN_ONLINE;

    for (;;) {
        const struct column_run *runs_a = a->columns->runs + ra->runs_at;
        const struct column_run *runs_b = b->columns->runs + rb->runs_at;

        while (i < ra->runs_len && (runs_a[i].venue == COLUMN_ONLINE || runs_a[i].venue == last))
            i++;
        while (k < rb->runs_len && (runs_b[k].venue == COLUMN_ONLINE || runs_b[k].venue == last))
            k++;
        if (i == ra->runs_len || k == rb->runs_len)
            return i == ra->runs_len && k == rb->runs_len;
        if (runs_a[i].venue != runs_b[k].venue)
            return false;
        last = runs_a[i].venue;
    }
}

bool
index_has_same_texts(const struct module *a, const struct module *b)
{
    CLEANUP(arena_cleanup) struct arena *scratch = arena_open(SIZE_MAX);
    bool same = scratch != NULL && slice_eq(a->title, b->title);

    for (int t = 0; same && t < MODULE_TEXTS; t++) {
        struct slice text_a;
        struct slice text_b;

        same = module_text(a, scratch, (enum module_text)t, &text_a) == OK &&
               module_text(b, scratch, (enum module_text)t, &text_b) == OK &&
               slice_eq(text_a, text_b);
    }
    return same;
}

bool
index_has_same_words(const struct catalogue *before, const struct catalogue *c, uint32_t slot)
{
    const struct module *a = before->modules[slot];
    const struct module *b = c->modules[slot];
    const struct column_row *ra = &before->columns->rows[slot];
    const struct column_row *rb = &c->columns->rows[slot];

    if (is_offered(ra) != is_offered(rb))
        return false;
    if (!is_offered(ra))
        return true;
    if (!index_has_same_texts(a, b) || a->format != b->format || ra->topics != rb->topics ||
        ra->provider != rb->provider || a->gives_len != b->gives_len)
        return false;
    for (int i = 0; i < a->gives_len; i++) {
        if (a->gives[i].competence.n != b->gives[i].competence.n)
            return false;
    }
    return has_same_places(before, ra, c, rb);
}

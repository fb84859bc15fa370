/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/municipality_register.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/register_parts.h"

/* Germany with its seas, generously: what lies outside is a mistake in the file. */
#define LATITUDE_MIN 47.0
#define LATITUDE_MAX 56.0
#define LONGITUDE_MIN 5.0
#define LONGITUDE_MAX 16.0

enum { LINE_WORDS = 24 };

static struct import_place
place_of(int line, struct slice record, char words[LINE_WORDS])
{
    (void)snprintf(words, LINE_WORDS, "line %d", line);
    return (struct import_place){record, slice_of(words)};
}

void
register_skip(struct register_builder *b, int line, const char *why)
{
    char words[LINE_WORDS];

    import_report_skip(&b->into->report, b->ctx->arena, place_of(line, (struct slice){0}, words),
                       "%s", why);
}

static void
note(struct register_builder *b, const struct register_row *row, struct slice key, const char *why)
{
    char words[LINE_WORDS];

    import_report_note(&b->into->report, b->ctx->arena, place_of(row->line, key, words), "%s", why);
}

static bool
is_digits(struct slice s, size_t len)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    }
    return s.len == len;
}

/*
 * "90 164", "118.65", "9,43751", "00000005673": digits with blanks between them and
 * one point or comma. Answers false for anything else.
 */
static bool
read_number(struct slice s, double *ret_number)
{
    double n = 0;
    double place = 0;
    int digits = 0;

    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (c == ' ' && place == 0)
            continue;
        if ((c == '.' || c == ',') && place == 0 && digits > 0) {
            place = 1;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > 15)
            return false;
        if (place > 0) {
            place /= 10;
            n += place * (c - '0');
        } else {
            n = n * 10 + (c - '0');
        }
    }
    *ret_number = n;
    return digits > 0;
}

static bool
read_position(const struct register_row *row, struct position *ret_position)
{
    double latitude = 0;
    double longitude = 0;

    if (!read_number(row->latitude, &latitude) || !read_number(row->longitude, &longitude) ||
        latitude < LATITUDE_MIN || latitude > LATITUDE_MAX || longitude < LONGITUDE_MIN ||
        longitude > LONGITUDE_MAX)
        return false;
    *ret_position = position_of(latitude, longitude);
    return true;
}

static enum err
join(struct register_builder *b, const struct slice *parts, size_t len, struct slice *ret_key)
{
    struct text t = text_init(b->ctx->arena, 32);

    for (size_t i = 0; i < len; i++)
        text_put(&t, parts[i]);
    if (text_end(&t, ret_key) != OK)
        return fail(b->ctx, ERR_LIMIT, "no memory left for a key");
    return OK;
}

/* Name and keys of both kinds. *ret_why is the reason not to take the row, or NULL. */
static enum err
read_identity(struct register_builder *b, const struct register_row *row, struct municipality *m,
              const char **ret_why)
{
    const struct slice district[] = {row->land, row->rb, row->kreis};
    const struct slice ags[] = {row->land, row->rb, row->kreis, row->gemeinde};
    const struct slice ars[] = {row->land, row->rb, row->kreis, row->vb, row->gemeinde};
    bool is_district = slice_is(row->kind, "40");
    enum err e;

    *ret_why = NULL;
    if (!is_digits(row->land, 2) || !is_digits(row->rb, 1) || !is_digits(row->kreis, 2) ||
        state_name(row->land).len == 0)
        *ret_why = "the key of the district is no five digits of a state";
    else if (!is_district && (!is_digits(row->vb, 4) || !is_digits(row->gemeinde, 3)))
        *ret_why = "the key of the municipality is no 4 + 3 digits";
    else if (row->name.len == 0 || row->name.len > MODULE_TITLE_BYTES_MAX)
        *ret_why = row->name.len == 0 ? "there is no name" : "the name is too long";
    if (*ret_why != NULL)
        return OK;
    e = charset_text(b->ctx->arena, b->charset, row->name, MODULE_TITLE_BYTES_MAX, &m->name);
    if (e == ERR_INVALID || m->name.len == 0) {
        *ret_why = "the name is not valid UTF-8";
        return OK;
    }
    if (e != OK)
        return fail(b->ctx, e, "no memory left for a name");
    if (is_district)
        return join(b, district, ARRAY_LEN(district), &m->ags);
    TRY(join(b, ags, ARRAY_LEN(ags), &m->ags));
    return join(b, ars, ARRAY_LEN(ars), &m->ars);
}

/* What a municipality has besides its name; the reason not to take it, or NULL. */
static const char *
read_facts(struct register_builder *b, const struct register_row *row, struct municipality *m)
{
    double n = 0;

    if (!is_digits(row->mark, 2) && row->mark.len > 0)
        return "the Textkennzeichen is no two digits";
    m->unincorporated = slice_is(row->mark, "66");
    if (row->population.len > 0) {
        if (!read_number(row->population, &n) || floor(n) != n || n > POPULATION_MAX)
            return "the population is no whole number";
        m->population = (int64_t)n;
    }
    if (row->area.len > 0) {
        if (!read_number(row->area, &n) || n > 1e8)
            return "the area is no number";
        m->area_m2 = llround(n * (row->hectares ? 1e4 : 1e6));
    }
    if (is_digits(row->postcode, 5)) {
        if (arena_copy(b->ctx->arena, row->postcode, &m->postcode) != OK)
            return "no memory left for its postcode";
    } else if (row->postcode.len > 0) {
        note(b, row, m->ags, "the postcode is no five digits; left out");
    }
    if ((row->latitude.len > 0 || row->longitude.len > 0) && !read_position(row, &m->position))
        note(b, row, m->ags, "the position is no place in Germany; left out");
    return NULL;
}

enum err
register_add(struct register_builder *b, const struct register_row *row)
{
    static const char *const others[] = {"10", "20", "30", "50"};
    struct municipality_register *r = b->into;
    struct municipality m = {.population = -1, .area_m2 = -1};
    bool is_district = slice_is(row->kind, "40");
    const char *why = NULL;

    if (b->rows++ >= REGISTER_ROWS_MAX)
        return fail(b->ctx, ERR_LIMIT, "the register has more than %d rows", REGISTER_ROWS_MAX);
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        if (slice_is(row->kind, others[i]))
            return OK;
    }
    if (!is_district && !slice_is(row->kind, "60")) {
        register_skip(b, row->line, "the Satzart is none of 10, 20, 30, 40, 50, 60");
        return OK;
    }
    TRY(read_identity(b, row, &m, &why));
    if (why == NULL && !is_district)
        why = read_facts(b, row, &m);
    if (why != NULL) {
        register_skip(b, row->line, why);
        return OK;
    }
    m.state = slice_sub(m.ags, 0, 2);
    if ((is_district && r->districts_len == DISTRICTS_MAX) ||
        (!is_district && r->len == MUNICIPALITIES_MAX))
        return fail(b->ctx, ERR_LIMIT, "line %d: more than %d municipalities or %d districts",
                    row->line, MUNICIPALITIES_MAX, DISTRICTS_MAX);
    m.id.n = row->line; /* for by_key() and messages; cleared at the end */
    if (is_district)
        r->districts[r->districts_len++] = m;
    else
        r->municipalities[r->len++] = m;
    return OK;
}

static int
by_key(const void *a, const void *b)
{
    const struct municipality *x = a;
    const struct municipality *y = b;
    int order = slice_cmp(x->ags, y->ags);

    if (order != 0)
        return order;
    return x->id.n < y->id.n ? -1 : x->id.n > y->id.n;
}

/* Sort, and leave out what has the key of a line before it. */
static int
sort_and_thin(struct register_builder *b, struct municipality *list, int len)
{
    int kept = 0;

    if (len > 0)
        qsort(list, (size_t)len, sizeof *list, by_key);
    for (int i = 0; i < len; i++) {
        if (kept > 0 && slice_eq(list[kept - 1].ags, list[i].ags)) {
            register_skip(b, (int)list[i].id.n, "the key was there before; the first one is taken");
            continue;
        }
        list[kept++] = list[i];
    }
    return kept;
}

static struct municipality *
find_district(struct municipality_register *r, struct slice key)
{
    int from = 0;
    int to = r->districts_len;

    while (from < to) {
        int middle = from + (to - from) / 2;
        int order = slice_cmp(r->districts[middle].ags, key);

        if (order == 0)
            return &r->districts[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return NULL;
}

static void
add_to(int64_t *sum, int64_t part)
{
    if (part >= 0)
        *sum = (*sum < 0 ? 0 : *sum) + part;
}

static void
finish(struct register_builder *b)
{
    struct municipality_register *r = b->into;
    bool states[100] = {false};

    r->districts_len = sort_and_thin(b, r->districts, r->districts_len);
    r->len = sort_and_thin(b, r->municipalities, r->len);
    for (int i = 0; i < r->districts_len; i++)
        r->districts[i].district = r->districts[i].name;
    for (int i = 0; i < r->len; i++) {
        struct municipality *m = &r->municipalities[i];
        struct municipality *d = find_district(r, slice_sub(m->ags, 0, 5));
        int state = 10 * (m->state.at[0] - '0') + (m->state.at[1] - '0');

        m->district = d != NULL ? d->name : m->name;
        if (d != NULL) {
            add_to(&d->population, m->population);
            add_to(&d->area_m2, m->area_m2);
        } else {
            note(b, &(struct register_row){.line = (int)m->id.n}, m->ags,
                 "there is no line for its district; its own name stands for it");
        }
        m->id.n = 0;
        r->states += !states[state];
        states[state] = true;
    }
    for (int i = 0; i < r->districts_len; i++)
        r->districts[i].id.n = 0;
    r->report.taken = r->len;
    if (r->states < 16)
        import_report_note(&r->report, b->ctx->arena, (struct import_place){{0}, {0}},
                           "municipalities of only %d of 16 states: is the file whole?", r->states);
}

/* At least as many as there are rows, whatever ends a line. */
static size_t
count_lines(struct slice bytes)
{
    size_t n = 1;

    for (size_t i = 0; i < bytes.len; i++)
        n += bytes.at[i] == '\n' || bytes.at[i] == '\r';
    return n;
}

enum err
municipality_register_read(struct ctx *ctx, struct slice bytes,
                           struct municipality_register *ret_register)
{
    struct municipality_register r = {0};
    struct register_builder b = {.ctx = ctx, .into = &r};
    size_t lines;
    int64_t wrong;

    if (bytes.len > REGISTER_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "the register has %zu bytes, at most %d are read", bytes.len,
                    REGISTER_BYTES_MAX);
    if (charset_detect(&bytes, &b.charset) != OK)
        return fail(ctx, ERR_INVALID, "the register is no text in UTF-8 or Windows-1252 (UTF-16?)");
    lines = count_lines(bytes);
    r.municipalities = arena_array(ctx->arena, struct municipality,
                                   lines < MUNICIPALITIES_MAX ? lines : MUNICIPALITIES_MAX);
    r.districts =
        arena_array(ctx->arena, struct municipality, lines < DISTRICTS_MAX ? lines : DISTRICTS_MAX);
    if (r.municipalities == NULL || r.districts == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for the register");
    TRY(register_is_fixed(bytes) ? register_read_fixed(&b, bytes) : register_read_csv(&b, bytes));
    wrong = r.report.skips.count;
    finish(&b);
    if (r.len == 0 || 2 * wrong > b.rows)
        return fail(ctx, ERR_INVALID,
                    "this is no register of municipalities: of %d lines %lld cannot be read, %d "
                    "are municipalities",
                    b.rows, (long long)wrong, r.len);
    *ret_register = r;
    return OK;
}

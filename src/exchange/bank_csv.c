/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/bank_csv.h"

#include <string.h>

enum { HEADING_BYTES_MAX = 40 };

struct columns {
    int name;
    int model;
    int a;
    int b;
    int c;
    int d;
    int threshold[IRT_STEPS_MAX];
    int thresholds;
    enum bank_model thresholds_model;
};

static const struct {
    const char *heading;
    size_t at; /* in struct columns */
} KNOWN[] = {
    {"item", offsetof(struct columns, name)}, {"id", offsetof(struct columns, name)},
    {"name", offsetof(struct columns, name)}, {"model", offsetof(struct columns, model)},
    {"a", offsetof(struct columns, a)},       {"alpha", offsetof(struct columns, a)},
    {"alphaj", offsetof(struct columns, a)},  {"b", offsetof(struct columns, b)},
    {"beta", offsetof(struct columns, b)},    {"difficulty", offsetof(struct columns, b)},
    {"c", offsetof(struct columns, c)},       {"guessing", offsetof(struct columns, c)},
    {"d", offsetof(struct columns, d)},       {"upper", offsetof(struct columns, d)},
};

static const char *const PASSED_OVER[] = {"", "group", "content", "facet", "competence"};

static const struct {
    const char *stem;
    enum bank_model model;
} STEMS[] = {
    {"b", BANK_GRADED},      {"bj", BANK_GRADED},      {"beta", BANK_GRADED},
    {"betaj", BANK_GRADED},  {"t", BANK_GRADED},       {"threshold", BANK_GRADED},
    {"delta", BANK_PARTIAL}, {"deltaj", BANK_PARTIAL},
};

/* "deltaj2" is the second threshold of a partial credit item. False: no threshold. */
static bool
is_threshold(struct slice heading, int *ret_number, enum bank_model *ret_model)
{
    size_t len = heading.len;
    int64_t number = 0;

    while (len > 0 && heading.at[len - 1] >= '0' && heading.at[len - 1] <= '9')
        len--;
    if (slice_int(slice_sub(heading, len, heading.len), 1, IRT_STEPS_MAX, &number) != OK)
        return false;
    if (len > 0 && (heading.at[len - 1] == '.' || heading.at[len - 1] == '_'))
        len--;
    for (size_t i = 0; i < ARRAY_LEN(STEMS); i++) {
        if (slice_eq_ascii_nocase(slice_sub(heading, 0, len), slice_of(STEMS[i].stem))) {
            *ret_number = (int)number;
            *ret_model = STEMS[i].model;
            return true;
        }
    }
    return false;
}

static enum err
take_heading(struct ctx *ctx, const struct table_csv *t, int column, struct columns *c)
{
    struct slice heading = t->headings[column];
    int number = 0;

    for (size_t i = 0; i < ARRAY_LEN(KNOWN); i++) {
        int *at = (int *)((char *)c + KNOWN[i].at);

        if (!slice_eq_ascii_nocase(heading, slice_of(KNOWN[i].heading)))
            continue;
        if (*at >= 0)
            return table_fail(ctx, t, column, "column %d is the same", *at + 1);
        *at = column;
        return OK;
    }
    for (size_t i = 0; i < ARRAY_LEN(PASSED_OVER); i++) {
        if (slice_eq_ascii_nocase(heading, slice_of(PASSED_OVER[i])))
            return OK;
    }
    if (!is_threshold(heading, &number, &c->thresholds_model))
        return table_fail(ctx, t, column, "not a column of a bank (docs/check.md lists them)");
    if (c->threshold[number - 1] >= 0)
        return table_fail(ctx, t, column, "this threshold stands twice");
    c->threshold[number - 1] = column;
    c->thresholds = number > c->thresholds ? number : c->thresholds;
    return OK;
}

static bool
is_without_headings(const struct table_csv *t)
{
    for (int i = 0; i < t->columns; i++) {
        double number = 0;

        if (table_number(t, t->headings[i], &number) != OK)
            return false;
    }
    return true;
}

static enum err
take_headings(struct ctx *ctx, const struct table_csv *t, struct columns *c)
{
    c->name = c->model = c->a = c->b = c->c = c->d = -1;
    for (int k = 0; k < IRT_STEPS_MAX; k++)
        c->threshold[k] = -1;
    for (int i = 0; i < t->columns; i++)
        TRY(take_heading(ctx, t, i, c));
    for (int k = 0; k < c->thresholds; k++) {
        if (c->threshold[k] < 0)
            return fail(ctx, ERR_INVALID, "%s, row 1: threshold %d has no column", t->name, k + 1);
    }
    if (c->b < 0 && c->thresholds == 0)
        return fail(ctx, ERR_INVALID, "%s, row 1: no column b, nor thresholds b1, b2 ...", t->name);
    return OK;
}

/* A number within bounds; `otherwise` where the column is not there or the cell is empty. */
static enum err
take_number(struct ctx *ctx, const struct table_csv *t, int column, const double bounds[2],
            double *number)
{
    double n = 0;

    if (column < 0 || table_is_missing(t->cells[column]))
        return OK;
    if (table_number(t, t->cells[column], &n) != OK)
        return table_fail(ctx, t, column, "\"%.*s\" is no number",
                          SLICE_ARG(slice_sub(t->cells[column], 0, 60)));
    if (n < bounds[0] || n > bounds[1])
        return table_fail(ctx, t, column, "%.*s is not within %g and %g",
                          SLICE_ARG(t->cells[column]), bounds[0], bounds[1]);
    *number = n;
    return OK;
}

static const double PLACES[2] = {-IRT_PLACE_MAX, IRT_PLACE_MAX};

static enum err
take_thresholds(struct ctx *ctx, const struct table_csv *t, const struct columns *c,
                struct bank_row *row)
{
    for (int k = 0; k < c->thresholds; k++) {
        bool missing = table_is_missing(t->cells[c->threshold[k]]);

        if (missing && row->steps == k)
            continue;
        if (row->steps < k && !missing)
            return table_fail(ctx, t, c->threshold[k], "a threshold before it is missing");
        if (missing)
            continue;
        TRY(take_number(ctx, t, c->threshold[k], PLACES, &row->b[k]));
        if (row->model == BANK_GRADED && k > 0 && row->b[k] <= row->b[k - 1])
            return table_fail(ctx, t, c->threshold[k], "graded thresholds rise from left to right");
        row->steps++;
    }
    return OK;
}

static enum err
model_of(struct ctx *ctx, const struct table_csv *t, const struct columns *c, const char *wanted,
         enum bank_model *ret_model)
{
    static const struct {
        const char *code;
        enum bank_model model;
    } models[] = {{"rasch", BANK_LOGISTIC}, {"1pl", BANK_LOGISTIC}, {"2pl", BANK_LOGISTIC},
                  {"3pl", BANK_LOGISTIC},   {"4pl", BANK_LOGISTIC}, {"grm", BANK_GRADED},
                  {"gpcm", BANK_PARTIAL},   {"pcm", BANK_PARTIAL}};
    struct slice word = wanted != NULL ? slice_of(wanted) : (struct slice){NULL, 0};
    bool thresholds = c->thresholds > 0;

    *ret_model = thresholds ? c->thresholds_model : BANK_LOGISTIC;
    if (c->model >= 0)
        word = t->cells[c->model];
    else if (!thresholds)
        return OK;
    if (word.len == 0)
        return OK;
    for (size_t i = 0; i < ARRAY_LEN(models); i++) {
        if (slice_eq_ascii_nocase(word, slice_of(models[i].code))) {
            *ret_model = models[i].model;
            return OK;
        }
    }
    if (c->model < 0)
        return fail(ctx, ERR_INVALID, "there is no model \"%.40s\" for thresholds", wanted);
    return table_fail(ctx, t, c->model, "there is no model \"%.*s\"",
                      SLICE_ARG(slice_sub(word, 0, 40)));
}

static enum err
take_row(struct ctx *ctx, const struct table_csv *t, const struct columns *c, const char *wanted,
         struct bank_row *row)
{
    static const double slopes[2] = {-IRT_SLOPE_MAX, IRT_SLOPE_MAX};
    static const double shares[2] = {0, 1};
    enum bank_model model = BANK_LOGISTIC;

    TRY(model_of(ctx, t, c, wanted, &model));
    *row = (struct bank_row){.name = row->name, .model = (uint8_t)model, .a = 1, .d = 1};
    TRY(take_number(ctx, t, c->a, slopes, &row->a));
    if (row->a == 0)
        return table_fail(ctx, t, c->a, "an item that discriminates nothing");
    if (model != BANK_LOGISTIC && c->thresholds > 0) {
        TRY(take_thresholds(ctx, t, c, row));
        return row->steps > 0 ? OK : table_fail(ctx, t, c->threshold[0], "no threshold");
    }
    if (c->b < 0 || table_is_missing(t->cells[c->b]))
        return table_fail(ctx, t, c->b < 0 ? 0 : c->b, "no difficulty b");
    TRY(take_number(ctx, t, c->b, PLACES, &row->b[0]));
    TRY(take_number(ctx, t, c->c, shares, &row->c));
    TRY(take_number(ctx, t, c->d, shares, &row->d));
    if (row->c >= row->d)
        return table_fail(ctx, t, c->c >= 0 ? c->c : c->d, "c must be below d");
    row->model = BANK_LOGISTIC;
    row->steps = 1;
    return OK;
}

static enum err
begin(struct ctx *ctx, struct table_csv *t, struct columns *c, bool *ret_named)
{
    *ret_named = false;
    if (!is_without_headings(t)) {
        TRY(take_headings(ctx, t, c));
        *ret_named = c->name >= 0;
        return OK;
    }
    if (t->columns < 2 || t->columns > 4)
        return fail(ctx, ERR_INVALID,
                    "%s, row 1: without headings a bank has 2 to 4 columns (a, b, c, d), not %d",
                    t->name, t->columns);
    *c = (struct columns){-1,  -1, 0,          1, t->columns > 2 ? 2 : -1, t->columns > 3 ? 3 : -1,
                          {0}, 0,  BANK_GRADED};
    for (int i = 0; i < t->columns; i++)
        t->headings[i] = slice_of(&"a\0b\0c\0d"[2 * i]);
    table_rewind(t);
    return OK;
}

static enum err
take_name(struct ctx *ctx, const struct table_csv *t, const struct columns *c, int number,
          struct slice *ret_name)
{
    struct text text = text_init(ctx->arena, 12);

    if (c->name >= 0 && t->cells[c->name].len > 0)
        return arena_copy(ctx->arena, t->cells[c->name], ret_name);
    text_int(&text, number);
    return text_end(&text, ret_name);
}

enum err
bank_csv_read(struct ctx *ctx, const char *name, struct slice bytes, const char *model,
              struct bank_rows *ret_rows)
{
    struct table_csv t = {0};
    struct columns c = {0};
    struct bank_rows all = {NULL, 0, false};
    size_t size = 0;
    bool more = false;

    TRY(table_open(ctx, name, bytes, &t));
    TRY(begin(ctx, &t, &c, &all.named));
    for (;;) {
        TRY(table_next(ctx, &t, &more));
        if (!more)
            break;
        if (all.len == CHECK_ITEMS_MAX)
            return fail(ctx, ERR_LIMIT, "%s, row %d: more than %d items", name, t.row,
                        CHECK_ITEMS_MAX);
        if (arena_grow(ctx->arena, (void **)&all.rows, (size_t)all.len, &size, sizeof *all.rows) !=
            OK)
            return fail(ctx, ERR_LIMIT, "%s: no memory left", name);
        all.rows[all.len] = (struct bank_row){.name = {NULL, 0}};
        TRY(take_row(ctx, &t, &c, model, &all.rows[all.len]));
        TRY(take_name(ctx, &t, &c, all.len + 1, &all.rows[all.len].name));
        all.len++;
    }
    if (all.len == 0)
        return fail(ctx, ERR_INVALID, "%s, row 2: there is no item", name);
    *ret_rows = all;
    return OK;
}

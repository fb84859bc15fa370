/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/response_csv.h"

#include <string.h>

struct reading {
    struct table_csv table;
    const struct response_words *words;
    struct slice categories[RESPONSE_CATEGORIES_MAX];
    int categories_len;
    int group;      /* column; -1 */
    int frequency;  /* column; -1 */
    int id;         /* column; -1 */
    int *column_of; /* by item */
};

static enum err
take_categories(struct ctx *ctx, struct reading *r)
{
    struct slice rest = slice_of(r->words->categories);
    struct slice word = {NULL, 0};

    while (slice_next(&rest, ',', &word)) {
        if (r->categories_len == RESPONSE_CATEGORIES_MAX)
            return fail(ctx, ERR_LIMIT, "--categories has more than %d words",
                        RESPONSE_CATEGORIES_MAX);
        r->categories[r->categories_len++] = slice_trim(word);
    }
    return OK;
}

/* Whether the first row is a person: numbers alone, and not the counting of columns. */
static bool
is_without_headings(const struct reading *r)
{
    bool counts = r->table.columns > 2;

    for (int i = 0; i < r->table.columns; i++) {
        int64_t n = 0;

        if (table_is_missing(r->table.headings[i]) && r->table.headings[i].len > 0)
            continue;
        if (slice_int(r->table.headings[i], 0, RESPONSE_VALUE_MAX, &n) != OK)
            return false;
        counts = counts && n == i + 1;
    }
    return !counts;
}

static bool
is_id(struct slice heading)
{
    return heading.len == 0 || slice_eq_ascii_nocase(heading, SLICE("id")) ||
           slice_eq_ascii_nocase(heading, SLICE("person")) ||
           slice_eq_ascii_nocase(heading, SLICE("name"));
}

static enum err
named_column(struct ctx *ctx, const struct reading *r, const char *heading, int *ret_column)
{
    *ret_column = heading == NULL ? -1 : table_column(&r->table, heading);
    if (heading != NULL && *ret_column < 0)
        return fail(ctx, ERR_INVALID, "%s, row 1: there is no column \"%.60s\"", r->table.name,
                    heading);
    return OK;
}

static enum err
find_columns(struct ctx *ctx, struct reading *r, struct responses *ret)
{
    int columns = r->table.columns;

    ret->named = !is_without_headings(r);
    TRY(named_column(ctx, r, r->words->group, &r->group));
    TRY(named_column(ctx, r, r->words->frequency, &r->frequency));
    r->id = ret->named && is_id(r->table.headings[0]) ? 0 : -1;
    r->column_of = arena_array(ctx->arena, int, (size_t)columns);
    ret->names = arena_array(ctx->arena, struct slice, (size_t)columns);
    if (r->column_of == NULL || ret->names == NULL)
        return fail(ctx, ERR_LIMIT, "%s: no memory left", r->table.name);
    for (int i = 0; i < columns; i++) {
        if (i == r->group || i == r->frequency || i == r->id)
            continue;
        r->column_of[ret->items] = i;
        if (ret->named) {
            TRY(arena_copy(ctx->arena, r->table.headings[i], &ret->names[ret->items]));
        } else {
            struct text number = text_init(ctx->arena, 12);

            text_int(&number, i + 1);
            TRY(text_end(&number, &ret->names[ret->items]));
        }
        ret->items++;
    }
    if (ret->items == 0)
        return fail(ctx, ERR_INVALID, "%s, row 1: no column is an item", r->table.name);
    if (ret->items > IRT_ITEMS_MAX)
        return fail(ctx, ERR_LIMIT, "%s, row 1: more than %d items", r->table.name, IRT_ITEMS_MAX);
    if (!ret->named)
        table_rewind(&r->table);
    return OK;
}

static enum err
take_cell(struct ctx *ctx, const struct reading *r, int column, uint8_t *ret_cell)
{
    struct slice cell = r->table.cells[column];
    int64_t n = 0;

    *ret_cell = RESPONSE_MISSING;
    if (table_is_missing(cell))
        return OK;
    for (int k = 0; k < r->categories_len; k++) {
        if (slice_eq(cell, r->categories[k])) {
            *ret_cell = (uint8_t)k;
            return OK;
        }
    }
    if (r->categories_len > 0)
        return table_fail(ctx, &r->table, column, "\"%.*s\" is none of --categories",
                          SLICE_ARG(slice_sub(cell, 0, 60)));
    if (slice_int(cell, 0, RESPONSE_VALUE_MAX, &n) != OK)
        return table_fail(ctx, &r->table, column,
                          "\"%.*s\" is no answer: a whole number 0 to %d, or NA "
                          "(words need --categories)",
                          SLICE_ARG(slice_sub(cell, 0, 60)), RESPONSE_VALUE_MAX);
    *ret_cell = (uint8_t)n;
    return OK;
}

static enum err
take_group(struct ctx *ctx, const struct reading *r, struct responses *ret, uint8_t *ret_group)
{
    struct slice cell = r->table.cells[r->group];
    int k = 0;

    if (table_is_missing(cell))
        return table_fail(ctx, &r->table, r->group, "no group");
    while (k < ret->groups_len && !slice_eq(ret->groups[k], cell))
        k++;
    if (k == RESPONSE_GROUPS_MAX) {
        (void)table_fail(ctx, &r->table, r->group, "\"%.*s\" is group %d; %d may be compared",
                         SLICE_ARG(slice_sub(cell, 0, 60)), k + 1, RESPONSE_GROUPS_MAX);
        return ERR_LIMIT;
    }
    if (k == ret->groups_len)
        TRY(arena_copy(ctx->arena, cell, &ret->groups[ret->groups_len++]));
    *ret_group = (uint8_t)k;
    return OK;
}

static enum err
take_person(struct ctx *ctx, const struct reading *r, struct responses *ret)
{
    size_t person = (size_t)ret->people;
    int64_t n = 1;

    for (int i = 0; i < ret->items; i++)
        TRY(take_cell(ctx, r, r->column_of[i],
                      &ret->cells[person * (size_t)ret->items + (size_t)i]));
    if (r->group >= 0)
        TRY(take_group(ctx, r, ret, &ret->group_of[person]));
    if (r->frequency >= 0 && slice_int(r->table.cells[r->frequency], 1, 1000000, &n) != OK)
        return table_fail(ctx, &r->table, r->frequency, "how often is a whole number from 1 on");
    if (r->frequency >= 0)
        ret->weights[person] = (uint32_t)n;
    ret->people++;
    return OK;
}

/* Rows of the file at most, so that memory is asked for once. */
static size_t
count_lines(struct slice s)
{
    size_t lines = 1;

    for (size_t at = slice_find_char(s, '\n'); at < s.len; lines++) {
        s = slice_sub(s, at + 1, s.len);
        at = slice_find_char(s, '\n');
    }
    return lines;
}

static enum err
make_room(struct ctx *ctx, const struct reading *r, struct responses *ret)
{
    size_t lines = count_lines(r->table.bytes);
    size_t people = lines < IRT_PEOPLE_MAX ? lines : IRT_PEOPLE_MAX;

    if (people * (size_t)ret->items > IRT_CELLS_MAX)
        return fail(ctx, ERR_LIMIT, "%s: more than %d cells", r->table.name, IRT_CELLS_MAX);
    ret->cells = arena_array(ctx->arena, uint8_t, people * (size_t)ret->items);
    ret->weights = r->frequency >= 0 ? arena_array(ctx->arena, uint32_t, people) : NULL;
    ret->group_of = r->group >= 0 ? arena_array(ctx->arena, uint8_t, people) : NULL;
    if (ret->cells == NULL || (r->frequency >= 0 && ret->weights == NULL) ||
        (r->group >= 0 && ret->group_of == NULL))
        return fail(ctx, ERR_LIMIT, "%s: no memory left", r->table.name);
    return OK;
}

enum err
response_csv_read(struct ctx *ctx, const char *name, struct slice bytes,
                  const struct response_words *words, struct responses *ret_responses)
{
    struct reading r = {.words = words};
    struct responses all = {.items = 0};

    if (words->categories != NULL)
        TRY(take_categories(ctx, &r));
    TRY(table_open(ctx, name, bytes, &r.table));
    TRY(find_columns(ctx, &r, &all));
    TRY(make_room(ctx, &r, &all));
    for (;;) {
        struct arena_mark mark = arena_mark(ctx->arena);
        bool more = false;
        int groups = all.groups_len;

        TRY(table_next(ctx, &r.table, &more));
        if (!more)
            break;
        if (all.people == IRT_PEOPLE_MAX)
            return fail(ctx, ERR_LIMIT, "%s, row %d: more than %d people", name, r.table.row,
                        IRT_PEOPLE_MAX);
        TRY(take_person(ctx, &r, &all));
        if (groups == all.groups_len)
            arena_rewind(ctx->arena, mark);
    }
    if (all.people == 0)
        return fail(ctx, ERR_INVALID, "%s, row 2: there is no person", name);
    *ret_responses = all;
    return OK;
}

static enum err
recode_item(struct ctx *ctx, const char *name, struct responses *r, int item, uint8_t *ret_values)
{
    bool seen[RESPONSE_VALUE_MAX + 1] = {false};
    uint8_t code[RESPONSE_VALUE_MAX + 1] = {0};
    int len = 0;

    for (int person = 0; person < r->people; person++) {
        uint8_t cell = r->cells[(size_t)person * (size_t)r->items + (size_t)item];

        if (cell != RESPONSE_MISSING)
            seen[cell] = true;
    }
    for (int value = 0; value <= RESPONSE_VALUE_MAX; value++) {
        if (!seen[value])
            continue;
        if (len == RESPONSE_CATEGORIES_MAX)
            return fail(ctx, ERR_INVALID, "%s, item %d (%.*s): more than %d different answers",
                        name, item + 1, SLICE_ARG(slice_sub(r->names[item], 0, 40)),
                        RESPONSE_CATEGORIES_MAX);
        ret_values[len] = (uint8_t)value;
        code[value] = (uint8_t)len++;
    }
    if (len < 2)
        return fail(ctx, ERR_INVALID, "%s, item %d (%.*s): %s", name, item + 1,
                    SLICE_ARG(slice_sub(r->names[item], 0, 40)),
                    len == 0 ? "nobody answered it" : "everybody gave the same answer");
    for (int person = 0; person < r->people; person++) {
        uint8_t *cell = &r->cells[(size_t)person * (size_t)r->items + (size_t)item];

        if (*cell != RESPONSE_MISSING)
            *cell = code[*cell];
    }
    return OK;
}

enum err
response_recode(struct ctx *ctx, const char *name, struct responses *r, uint8_t *ret_steps,
                uint8_t (*ret_values)[RESPONSE_CATEGORIES_MAX])
{
    for (int i = 0; i < r->items; i++) {
        memset(ret_values[i], RESPONSE_MISSING, RESPONSE_CATEGORIES_MAX);
        TRY(recode_item(ctx, name, r, i, ret_values[i]));
        ret_steps[i] = 0;
        while (ret_steps[i] + 1 < RESPONSE_CATEGORIES_MAX &&
               ret_values[i][ret_steps[i] + 1] != RESPONSE_MISSING)
            ret_steps[i]++;
    }
    return OK;
}

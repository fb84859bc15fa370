/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/block_list.h"

#include "base/unicode.h"

_Static_assert(LIST_COLUMNS <= 32, "columns are bits of a uint32_t");

const char *
list_column_name(int column)
{
    assert(column >= 0 && column < LIST_COLUMNS);
    if (column == LIST_CODE)
        return "baustein";
    return column < LIST_RUN ? sheet_block_name((enum block_field)(column - LIST_BLOCK))
                             : sheet_run_name((enum run_field)(column - LIST_RUN));
}

const char *
list_column_english(int column)
{
    assert(column >= 0 && column < LIST_COLUMNS);
    if (column == LIST_CODE)
        return "block";
    return column < LIST_RUN ? sheet_block_english((enum block_field)(column - LIST_BLOCK))
                             : sheet_run_english((enum run_field)(column - LIST_RUN));
}

size_t
list_column_max(int column)
{
    assert(column >= 0 && column < LIST_COLUMNS);
    if (column == LIST_CODE)
        return CODE_BYTES_MAX;
    return column < LIST_RUN ? sheet_block_max((enum block_field)(column - LIST_BLOCK))
                             : sheet_run_max((enum run_field)(column - LIST_RUN));
}

bool
list_states(const struct block_list *list, int column)
{
    return (list->stated >> column & 1) != 0;
}

/* --- problems ---------------------------------------------------------------- */

static int
problem_order(const struct list_problem *x, const struct list_problem *y)
{
    return x->line != y->line ? x->line - y->line : x->column - y->column;
}

enum err
block_list_add_problem(struct arena *a, struct block_list *list, struct list_problem problem)
{
    int at = list->problems_len;

    list->problems_count++;
    if (list->problems == NULL)
        list->problems = arena_array(a, struct list_problem, LIST_PROBLEMS_MAX);
    if (list->problems == NULL)
        return ERR_LIMIT;
    if (at == LIST_PROBLEMS_MAX)
        return OK;
    TRY(arena_copy(a, problem.value, &problem.value));
    while (at > 0 && problem_order(&list->problems[at - 1], &problem) > 0) {
        list->problems[at] = list->problems[at - 1];
        at--;
    }
    list->problems[at] = problem;
    list->problems_len++;
    return OK;
}

/* --- merging ------------------------------------------------------------------ */

bool
list_is_bare(const struct module_sheet *entry)
{
    for (int i = 0; i < BLOCK_FIELDS; i++) {
        if (i != BLOCK_TITLE && entry->fields[i].len > 0)
            return false;
    }
    return true;
}

void
list_merge_block(const struct block_list *list, const struct module_sheet *kept,
                 const struct module_sheet *entry, struct module_sheet *ret_sheet)
{
    bool is_bare = list_is_bare(entry);

    *ret_sheet = (struct module_sheet){.runs = NULL};
    for (int i = 0; i < BLOCK_FIELDS; i++)
        ret_sheet->fields[i] =
            list_states(list, LIST_BLOCK + i) && !is_bare ? entry->fields[i] : kept->fields[i];
}

void
list_merge_run(const struct block_list *list, const struct run_sheet *kept,
               const struct run_sheet *entry, struct run_sheet *ret_sheet)
{
    for (int i = 0; i < RUN_FIELDS; i++)
        ret_sheet->fields[i] = list_states(list, LIST_RUN + i) ? entry->fields[i] : kept->fields[i];
    ret_sheet->fields[RUN_CODE] = kept->fields[RUN_CODE];
}

/* --- what means the same -------------------------------------------------------- */

/* One gap is as good as three. */
static bool
is_gap(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool
same_but_gaps(struct slice x, struct slice y)
{
    size_t i = 0;
    size_t k = 0;

    while (i < x.len && k < y.len) {
        if (is_gap(x.at[i]) != is_gap(y.at[k]) || (!is_gap(x.at[i]) && x.at[i] != y.at[k]))
            return false;
        if (is_gap(x.at[i])) {
            while (i < x.len && is_gap(x.at[i]))
                i++;
            while (k < y.len && is_gap(y.at[k]))
                k++;
        } else {
            i++;
            k++;
        }
    }
    return i == x.len && k == y.len;
}

static int
count_parts(struct slice rest, bool commas)
{
    struct slice part = {0};
    int n = 0;

    while (sheet_next(&rest, commas, &part))
        n++;
    return n;
}

static bool
has_part(struct slice rest, bool commas, struct slice wanted)
{
    struct slice part = {0};

    while (sheet_next(&rest, commas, &part)) {
        if (same_but_gaps(part, wanted))
            return true;
    }
    return false;
}

static bool
has_all_parts(struct slice of, struct slice rest, bool commas)
{
    struct slice part = {0};

    while (sheet_next(&rest, commas, &part)) {
        if (!has_part(of, commas, part))
            return false;
    }
    return true;
}

static bool
same_parts(struct slice x, struct slice y, bool commas)
{
    return count_parts(x, commas) == count_parts(y, commas) && has_all_parts(x, y, commas) &&
           has_all_parts(y, x, commas);
}

/* What an empty field stands for. */
static struct slice
or_usual(struct slice s, const char *usual)
{
    return s.len > 0 ? s : slice_of(usual);
}

static bool
same_number(struct slice x, struct slice y)
{
    struct cents n = {0};
    struct cents m = {0};

    if (x.len == 0 || y.len == 0 || cents_parse(x, &n) != OK || cents_parse(y, &m) != OK)
        return slice_eq(x, y);
    return n.n == m.n;
}

static bool
same_field(enum block_field f, struct slice x, struct slice y)
{
    switch (f) {
    case BLOCK_HOURS:
        return same_number(x, y);
    case BLOCK_PRICE:
        return same_number(or_usual(x, "0"), or_usual(y, "0"));
    case BLOCK_KIND:
        return slice_eq(or_usual(x, "basic"), or_usual(y, "basic"));
    case BLOCK_CERTIFICATE:
        return slice_eq(or_usual(x, "participation"), or_usual(y, "participation"));
    case BLOCK_GIVES:
    case BLOCK_NEEDS:
        return same_parts(x, y, false);
    case BLOCK_TARGET_GROUPS:
    case BLOCK_TOPICS:
    case BLOCK_ACCESS:
        return same_parts(x, y, true);
    case BLOCK_SELF_PACED:
        return slice_is(x, "ja") == slice_is(y, "ja");
    case BLOCK_TITLE:
    case BLOCK_SUMMARY:
    case BLOCK_DESCRIPTION:
    case BLOCK_FORMAT:
    case BLOCK_LANGUAGE:
    case BLOCK_URL:
    default:
        return slice_eq(x, y);
    }
}

uint32_t
list_block_differs(const struct module_sheet *a, const struct module_sheet *b)
{
    uint32_t bits = 0;

    for (int i = 0; i < BLOCK_FIELDS; i++) {
        if (!same_field((enum block_field)i, slice_trim(a->fields[i]), slice_trim(b->fields[i])))
            bits |= UINT32_C(1) << i;
    }
    return bits;
}

/* --- runs ------------------------------------------------------------------------ */

static struct slice
word(const struct run_sheet *run, enum run_field f)
{
    return slice_trim(run->fields[f]);
}

/* A place without a name bears that of its town, as publishing has it. */
static struct slice
place_word(const struct run_sheet *run)
{
    return word(run, RUN_PLACE).len > 0 ? word(run, RUN_PLACE) : word(run, RUN_CITY);
}

/* Letters and digits alone, without case: as codes of places are made. */
static enum err
bare(struct arena *a, struct slice s, struct slice *ret)
{
    struct text t = text_init(a, 4 * (s.len + 1));
    struct slice folded = {0};

    TRY(unicode_fold(a, s, &folded));
    for (size_t i = 0; i < folded.len; i++) {
        char c = folded.at[i];

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0)
            text_putc(&t, c);
    }
    return text_end(&t, ret);
}

static enum err
put_place(struct arena *a, struct slice x, struct slice y, enum run_field f, uint32_t *bits)
{
    struct slice n = {0};
    struct slice m = {0};

    TRY(bare(a, x, &n));
    TRY(bare(a, y, &m));
    *bits |= slice_eq(n, m) ? 0 : UINT32_C(1) << f;
    return OK;
}

static bool
same_sittings(const struct run *x, const struct run *y)
{
    if (x->sessions_len != y->sessions_len)
        return false;
    for (int i = 0; i < x->sessions_len; i++) {
        if (x->sessions[i].day.n != y->sessions[i].day.n ||
            x->sessions[i].from_minute != y->sessions[i].from_minute ||
            x->sessions[i].to_minute != y->sessions[i].to_minute)
            return false;
    }
    return true;
}

static uint32_t
bit(enum run_field f, bool differs)
{
    return differs ? UINT32_C(1) << f : 0;
}

static uint32_t
run_text_differs(const struct run_sheet *x, const struct run_sheet *y)
{
    static const enum run_field times[] = {RUN_FIRST, RUN_LAST, RUN_SITTINGS, RUN_SEATS,
                                           RUN_SEATS_MIN};
    uint32_t bits = 0;

    for (size_t i = 0; i < ARRAY_LEN(times); i++)
        bits |= bit(times[i], !slice_eq(word(x, times[i]), word(y, times[i])));
    return bits;
}

/* As if online: where it takes place is not read here. */
static enum err
read_times(struct arena *a, const struct run_sheet *sheet, struct run *ret_run, bool *ret_sound)
{
    struct run_sheet times = *sheet;
    struct block_faults faults = {.len = 0};

    times.fields[RUN_PLACE] = times.fields[RUN_POSTCODE] = times.fields[RUN_CITY] = SLICE("");
    TRY(sheet_run_read(a, &times, (struct sheet_run_at){FORMAT_LIVE_ONLINE, 0}, ret_run, &faults));
    *ret_sound = faults.count == 0;
    return OK;
}

enum err
list_run_differs(struct arena *a, const struct run_sheet *x, const struct run_sheet *y,
                 uint32_t *ret_fields)
{
    struct run n = {.code = {0}};
    struct run m = {.code = {0}};
    bool n_is_sound = false;
    bool m_is_sound = false;
    uint32_t bits = 0;

    TRY(read_times(a, x, &n, &n_is_sound));
    TRY(read_times(a, y, &m, &m_is_sound));
    if (n_is_sound && m_is_sound)
        bits = bit(RUN_FIRST, n.first.n != m.first.n) | bit(RUN_LAST, n.last.n != m.last.n) |
               bit(RUN_SITTINGS, !same_sittings(&n, &m)) | bit(RUN_SEATS, n.seats != m.seats) |
               bit(RUN_SEATS_MIN, n.seats_min != m.seats_min);
    else
        bits = run_text_differs(x, y);
    TRY(put_place(a, place_word(x), place_word(y), RUN_PLACE, &bits));
    TRY(put_place(a, word(x, RUN_POSTCODE), word(y, RUN_POSTCODE), RUN_POSTCODE, &bits));
    TRY(put_place(a, word(x, RUN_CITY), word(y, RUN_CITY), RUN_CITY, &bits));
    *ret_fields = bits;
    return OK;
}

enum err
list_run_key(struct arena *a, const struct run_sheet *run, struct list_run_key *ret_key)
{
    struct run read = {.code = {0}};
    bool sound = false;

    TRY(read_times(a, run, &read, &sound));
    *ret_key = (struct list_run_key){{sound ? read.first.n : DAY_MIN}, word(run, RUN_POSTCODE)};
    return OK;
}

bool
list_run_key_same(const struct list_run_key *x, const struct list_run_key *y)
{
    return x->first.n != DAY_MIN && x->first.n == y->first.n && slice_eq(x->postcode, y->postcode);
}

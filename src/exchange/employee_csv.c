/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/employee_csv.h"

#include <stdlib.h>

#include "base/limits.h"
#include "domain/account.h"
#include "exchange/list_csv.h"

/* As they are after list_csv_heading(). The first column of the table that fits takes a heading. */
static const struct {
    enum employee_column column;
    const char *word;
} HEADINGS[] = {
    {EMPLOYEE_FAMILY_NAME, "nachname"},
    {EMPLOYEE_FAMILY_NAME, "name"},
    {EMPLOYEE_FAMILY_NAME, "familienname"},
    {EMPLOYEE_FAMILY_NAME, "zuname"},
    {EMPLOYEE_FAMILY_NAME, "lastname"},
    {EMPLOYEE_FAMILY_NAME, "surname"},
    {EMPLOYEE_GIVEN_NAME, "vorname"},
    {EMPLOYEE_GIVEN_NAME, "vornamen"},
    {EMPLOYEE_GIVEN_NAME, "rufname"},
    {EMPLOYEE_GIVEN_NAME, "firstname"},
    {EMPLOYEE_EMAIL, "email"},
    {EMPLOYEE_EMAIL, "emailadresse"},
    {EMPLOYEE_EMAIL, "mail"},
    {EMPLOYEE_EMAIL, "mailadresse"},
    {EMPLOYEE_EMAIL, "dienstlicheemail"},
    {EMPLOYEE_EMAIL, "emaildienstlich"},
    {EMPLOYEE_EMAIL, "emailaddress"},
    {EMPLOYEE_NUMBER, "personalnummer"},
    {EMPLOYEE_NUMBER, "personalnr"},
    {EMPLOYEE_NUMBER, "persnr"},
    {EMPLOYEE_NUMBER, "pnr"},
    {EMPLOYEE_NUMBER, "mitarbeiternummer"},
    {EMPLOYEE_NUMBER, "employeenumber"},
    {EMPLOYEE_DIVISION, "dezernat"},
    {EMPLOYEE_DIVISION, "fachbereich"},
    {EMPLOYEE_DIVISION, "geschaftsbereich"},
    {EMPLOYEE_DIVISION, "division"},
    {EMPLOYEE_OFFICE, "amt"},
    {EMPLOYEE_OFFICE, "organisationseinheit"},
    {EMPLOYEE_OFFICE, "orgeinheit"},
    {EMPLOYEE_OFFICE, "oe"},
    {EMPLOYEE_OFFICE, "fachdienst"},
    {EMPLOYEE_OFFICE, "einheit"},
    {EMPLOYEE_OFFICE, "unit"},
    {EMPLOYEE_DEPARTMENT, "abteilung"},
    {EMPLOYEE_DEPARTMENT, "sachgebiet"},
    {EMPLOYEE_DEPARTMENT, "team"},
    {EMPLOYEE_DEPARTMENT, "department"},
    {EMPLOYEE_JOB, "stelle"},
    {EMPLOYEE_JOB, "stellenprofil"},
    {EMPLOYEE_JOB, "kompetenzprofil"},
    {EMPLOYEE_JOB, "funktion"},
    {EMPLOYEE_JOB, "tatigkeit"},
    {EMPLOYEE_JOB, "job"},
    {EMPLOYEE_JOB, "jobprofile"},
    {EMPLOYEE_SUPERIOR, "vorgesetzter"},
    {EMPLOYEE_SUPERIOR, "vorgesetzte"},
    {EMPLOYEE_SUPERIOR, "vorgesetzteremail"},
    {EMPLOYEE_SUPERIOR, "vorgesetzteemail"},
    {EMPLOYEE_SUPERIOR, "emailvorgesetzter"},
    {EMPLOYEE_SUPERIOR, "emailvorgesetzte"},
    {EMPLOYEE_SUPERIOR, "fuhrungskraft"},
    {EMPLOYEE_SUPERIOR, "fuhrungskraftemail"},
    {EMPLOYEE_SUPERIOR, "manager"},
    {EMPLOYEE_SUPERIOR, "superior"},
    {EMPLOYEE_FIRST_DAY, "eintritt"},
    {EMPLOYEE_FIRST_DAY, "eintrittsdatum"},
    {EMPLOYEE_FIRST_DAY, "beschaftigtseit"},
    {EMPLOYEE_FIRST_DAY, "startdate"},
    {EMPLOYEE_LAST_DAY, "austritt"},
    {EMPLOYEE_LAST_DAY, "austrittsdatum"},
    {EMPLOYEE_LAST_DAY, "enddate"},
};

struct reader {
    struct arena *arena;
    enum charset charset;
    int columns[EMPLOYEE_COLUMNS]; /* of the file; -1: none */
    int headings_len;
    struct employee_list *list;
    size_t entries_size;
    bool sound; /* the line at hand */
};

static int
problem_order(const void *a, const void *b)
{
    const struct employee_problem *x = a;
    const struct employee_problem *y = b;

    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (int)x->column - (int)y->column;
}

enum err
employee_list_add_problem(struct arena *a, struct employee_list *list,
                          struct employee_problem problem)
{
    int at = list->problems_len;

    list->problems_count++;
    if (list->problems == NULL)
        list->problems = arena_array(a, struct employee_problem, EMPLOYEE_PROBLEMS_MAX);
    if (list->problems == NULL)
        return ERR_LIMIT;
    if (at == EMPLOYEE_PROBLEMS_MAX)
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

static enum err
complain(struct reader *r, struct employee_problem problem)
{
    r->sound = false;
    return employee_list_add_problem(r->arena, r->list, problem);
}

/* --- headings ------------------------------------------------------------ */

static enum employee_column
column_of(struct slice word)
{
    for (size_t i = 0; i < ARRAY_LEN(HEADINGS); i++) {
        if (slice_is(word, HEADINGS[i].word))
            return HEADINGS[i].column;
    }
    return EMPLOYEE_LINE;
}

static enum err
read_headings(struct reader *r, const struct csv_row *row)
{
    static const enum employee_column needed[] = {EMPLOYEE_FAMILY_NAME, EMPLOYEE_EMAIL};

    r->headings_len = row->len;
    r->list->ignored = arena_array(r->arena, struct slice, CSV_FIELDS_MAX);
    if (r->list->ignored == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < row->len; i++) {
        struct slice text = {0};
        struct slice word = {0};
        enum employee_column c;

        TRY(list_csv_heading(r->arena, r->charset, csv_field(row, i), &text, &word));
        c = column_of(word);
        if (c == EMPLOYEE_LINE) {
            if (text.len > 0)
                r->list->ignored[r->list->ignored_len++] = text;
        } else if (r->columns[c] >= 0) {
            TRY(complain(r,
                         (struct employee_problem){row->line, c, EMPLOYEE_HEADING_TWICE, text, 0}));
        } else {
            r->columns[c] = i;
            r->list->columns |= 1U << c;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(needed); i++) {
        if (r->columns[needed[i]] < 0)
            TRY(complain(r, (struct employee_problem){
                                row->line, needed[i], EMPLOYEE_HEADING_MISSING, {NULL, 0}, 0}));
    }
    return OK;
}

/* --- one line ------------------------------------------------------------ */

static enum err
complain_of(struct reader *r, const struct csv_row *row, enum employee_column c,
            enum employee_fault fault, struct slice value)
{
    return complain(r, (struct employee_problem){row->line, c, fault, value, 0});
}

/* Text of a column on one line; empty when it is not stated or was complained of. */
static enum err
take(struct reader *r, const struct csv_row *row, enum employee_column c, struct slice *ret_text)
{
    struct slice field = csv_field(row, r->columns[c]);
    size_t bytes_max = c == EMPLOYEE_NUMBER ? EMPLOYEE_NUMBER_BYTES_MAX : EMPLOYEE_FIELD_BYTES_MAX;
    struct slice text = {0};
    enum err e;

    *ret_text = (struct slice){"", 0};
    if (field.len == 0)
        return OK;
    if (c == EMPLOYEE_EMAIL || c == EMPLOYEE_SUPERIOR)
        bytes_max = ACCOUNT_EMAIL_BYTES_MAX;
    if (field.len > bytes_max)
        return complain_of(r, row, c, EMPLOYEE_LONG, (struct slice){0});
    e = charset_text(r->arena, r->charset, field, bytes_max, &text);
    if (e == ERR_INVALID)
        return complain_of(r, row, c, EMPLOYEE_NOT_TEXT, (struct slice){0});
    TRY(e);
    if (text.len > bytes_max) /* umlauts of Windows-1252 have two bytes now */
        return complain_of(r, row, c, EMPLOYEE_LONG, (struct slice){0});
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == '\n' || text.at[i] == '\t')
            return complain_of(r, row, c, EMPLOYEE_NOT_TEXT, (struct slice){0});
    }
    *ret_text = slice_trim(text);
    return OK;
}

static enum err
take_needed(struct reader *r, const struct csv_row *row, enum employee_column c,
            struct slice *ret_text)
{
    bool was_sound = r->sound;

    TRY(take(r, row, c, ret_text));
    if (ret_text->len == 0 && r->sound == was_sound && r->columns[c] >= 0)
        return complain_of(r, row, c, EMPLOYEE_MISSING, (struct slice){0});
    return OK;
}

static enum err
take_email(struct reader *r, const struct csv_row *row, enum employee_column c,
           struct slice *ret_email)
{
    struct slice typed = {0};
    enum err e;

    *ret_email = (struct slice){"", 0};
    if (c == EMPLOYEE_EMAIL)
        TRY(take_needed(r, row, c, &typed));
    else
        TRY(take(r, row, c, &typed));
    if (typed.len == 0)
        return OK;
    e = account_email_parse(r->arena, typed, ret_email);
    return e == ERR_INVALID ? complain_of(r, row, c, EMPLOYEE_NO_EMAIL, typed) : e;
}

/* ORG-13 */
static enum err
take_day(struct reader *r, const struct csv_row *row, enum employee_column c, struct day *ret_day)
{
    struct slice text = {0};

    ret_day->n = DAY_MIN;
    TRY(take(r, row, c, &text));
    if (text.len == 0)
        return OK;
    if (day_parse_german(text, ret_day) != OK && day_parse_iso(text, ret_day) != OK) {
        ret_day->n = DAY_MIN;
        return complain_of(r, row, c, EMPLOYEE_NO_DAY, text);
    }
    return OK;
}

/* "Anna" and "Muster"; one column alone may hold "Muster, Anna". */
static enum err
take_name(struct reader *r, const struct csv_row *row, struct slice *ret_name)
{
    struct text whole = text_init(r->arena, 2 * EMPLOYEE_FIELD_BYTES_MAX + 1);
    struct slice family = {0};
    struct slice given = {0};

    TRY(take_needed(r, row, EMPLOYEE_FAMILY_NAME, &family));
    if (r->columns[EMPLOYEE_GIVEN_NAME] >= 0) {
        TRY(take(r, row, EMPLOYEE_GIVEN_NAME, &given));
    } else if (slice_find_char(family, ',') < family.len) {
        size_t comma = slice_find_char(family, ',');

        given = slice_trim(slice_sub(family, comma + 1, family.len));
        family = slice_trim(slice_sub(family, 0, comma));
    }
    text_put(&whole, given);
    if (given.len > 0 && family.len > 0)
        text_putc(&whole, ' ');
    text_put(&whole, family);
    TRY(text_end(&whole, ret_name));
    if (ret_name->len > EMPLOYEE_FIELD_BYTES_MAX)
        return complain_of(r, row, EMPLOYEE_FAMILY_NAME, EMPLOYEE_LONG, (struct slice){0});
    return OK;
}

static enum err
take_units(struct reader *r, const struct csv_row *row, struct employee_entry *entry)
{
    static const enum employee_column levels[EMPLOYEE_UNITS_MAX] = {
        EMPLOYEE_DIVISION, EMPLOYEE_OFFICE, EMPLOYEE_DEPARTMENT};

    for (int i = 0; i < EMPLOYEE_UNITS_MAX; i++) {
        struct slice name = {0};

        TRY(take(r, row, levels[i], &name));
        if (name.len > 0)
            entry->units[entry->units_len++] = name;
    }
    return OK;
}

static enum err
check_width(struct reader *r, const struct csv_row *row)
{
    for (int i = r->headings_len; i < row->len; i++) {
        if (csv_field(row, i).len > 0)
            return complain_of(r, row, EMPLOYEE_LINE, EMPLOYEE_LINE_WIDE, (struct slice){0});
    }
    return OK;
}

static enum err
read_line(struct reader *r, const struct csv_row *row)
{
    struct employee_entry entry = {.line = row->line};
    void *array = r->list->entries;

    r->sound = true;
    if (row->problem != NULL)
        return complain_of(r, row, EMPLOYEE_LINE, EMPLOYEE_LINE_BROKEN, (struct slice){0});
    TRY(check_width(r, row));
    TRY(take_name(r, row, &entry.name));
    TRY(take_email(r, row, EMPLOYEE_EMAIL, &entry.email));
    TRY(take(r, row, EMPLOYEE_NUMBER, &entry.number));
    TRY(take_units(r, row, &entry));
    TRY(take(r, row, EMPLOYEE_JOB, &entry.job));
    TRY(take_email(r, row, EMPLOYEE_SUPERIOR, &entry.superior));
    TRY(take_day(r, row, EMPLOYEE_FIRST_DAY, &entry.first_day));
    TRY(take_day(r, row, EMPLOYEE_LAST_DAY, &entry.last_day));
    if (r->sound && entry.superior.len > 0 && slice_eq(entry.superior, entry.email))
        TRY(complain_of(r, row, EMPLOYEE_SUPERIOR, EMPLOYEE_OWN_SUPERIOR, entry.superior));
    if (entry.last_day.n != DAY_MIN && entry.last_day.n < entry.first_day.n)
        TRY(complain_of(r, row, EMPLOYEE_LAST_DAY, EMPLOYEE_ENDS_BEFORE_IT_BEGINS,
                        csv_field(row, r->columns[EMPLOYEE_LAST_DAY])));
    if (!r->sound)
        return OK;
    TRY(arena_grow(r->arena, &array, (size_t)r->list->len, &r->entries_size, sizeof entry));
    r->list->entries = array;
    r->list->entries[r->list->len++] = entry;
    return OK;
}

/* --- what stands twice --------------------------------------------------- */

static int
by_email(const void *a, const void *b)
{
    const struct employee_entry *x = *(const struct employee_entry *const *)a;
    const struct employee_entry *y = *(const struct employee_entry *const *)b;
    int order = slice_cmp(x->email, y->email);

    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static int
by_number(const void *a, const void *b)
{
    const struct employee_entry *x = *(const struct employee_entry *const *)a;
    const struct employee_entry *y = *(const struct employee_entry *const *)b;
    int order = slice_cmp(x->number, y->number);

    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

/* ORG-14: who comes after another with the same key gets a problem, and line 0: struck out. */
static enum err
strike(struct reader *r, struct employee_entry **sorted, enum employee_column c)
{
    bool emails = c == EMPLOYEE_EMAIL;
    const struct employee_entry *first = NULL;
    int first_line = 0;

    qsort(sorted, (size_t)r->list->len, sizeof(struct employee_entry *),
          emails ? by_email : by_number);
    for (int i = 0; i < r->list->len; i++) {
        struct employee_entry *e = sorted[i];
        struct slice key = emails ? e->email : e->number;
        struct slice before = {0};

        if (first != NULL)
            before = emails ? first->email : first->number;
        if (e->line == 0 || key.len == 0)
            continue;
        if (first == NULL || !slice_eq(key, before)) {
            first = e;
            first_line = e->line;
            continue;
        }
        TRY(employee_list_add_problem(
            r->arena, r->list,
            (struct employee_problem){e->line, c,
                                      emails ? EMPLOYEE_EMAIL_TWICE : EMPLOYEE_NUMBER_TWICE, key,
                                      first_line}));
        e->line = 0;
    }
    return OK;
}

static enum err
strike_doubles(struct reader *r)
{
    struct employee_list *list = r->list;
    struct employee_entry **sorted =
        arena_array(r->arena, struct employee_entry *, (size_t)list->len);
    int len = 0;

    if (list->len == 0)
        return OK;
    if (sorted == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < list->len; i++)
        sorted[i] = &list->entries[i];
    TRY(strike(r, sorted, EMPLOYEE_EMAIL));
    TRY(strike(r, sorted, EMPLOYEE_NUMBER));
    for (int i = 0; i < list->len; i++) {
        if (list->entries[i].line != 0)
            list->entries[len++] = list->entries[i];
    }
    list->len = len;
    return OK;
}

/* --- the file ------------------------------------------------------------ */

static enum err
refuse_file(struct reader *r, enum employee_fault fault)
{
    r->list->len = 0;
    return employee_list_add_problem(
        r->arena, r->list, (struct employee_problem){1, EMPLOYEE_LINE, fault, {NULL, 0}, 0});
}

static enum err
read_rows(struct reader *r, struct csv_reader *csv, struct csv_row *row)
{
    enum err e = csv_next(csv, row);

    while (e == OK && list_csv_is_blank(row))
        e = csv_next(csv, row);
    if (e == ERR_NOT_FOUND)
        return refuse_file(r, EMPLOYEE_FILE_EMPTY);
    TRY(e);
    if (row->problem != NULL)
        return complain_of(r, row, EMPLOYEE_LINE, EMPLOYEE_LINE_BROKEN, (struct slice){0});
    TRY(read_headings(r, row));
    if (r->list->problems_count > 0)
        return OK; /* every line would say the same */
    while ((e = csv_next(csv, row)) == OK) {
        if (list_csv_is_blank(row))
            continue;
        if (r->list->rows++ == EMPLOYEE_CSV_ROWS_MAX)
            return refuse_file(r, EMPLOYEE_ROWS_MANY);
        TRY(read_line(r, row));
    }
    if (e != ERR_NOT_FOUND)
        return e;
    return r->list->rows == 0 ? refuse_file(r, EMPLOYEE_FILE_EMPTY) : strike_doubles(r);
}

static enum err
read_file(struct reader *r, struct slice bytes)
{
    struct csv_row *row = arena_new(r->arena, struct csv_row);
    struct csv_reader csv;

    if (row == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < EMPLOYEE_COLUMNS; i++)
        r->columns[i] = -1;
    if (bytes.len > EMPLOYEE_CSV_BYTES_MAX)
        return refuse_file(r, EMPLOYEE_FILE_LARGE);
    if (charset_detect(&bytes, &r->charset) != OK)
        return refuse_file(r, EMPLOYEE_FILE_CHARSET);
    csv = list_csv_open(r->arena, bytes);
    return read_rows(r, &csv, row);
}

enum err
employee_csv_read(struct ctx *ctx, struct slice bytes, struct employee_list *ret_list)
{
    struct reader r = {.arena = ctx->arena, .list = ret_list};

    *ret_list = (struct employee_list){0};
    if (read_file(&r, bytes) != OK)
        return fail(ctx, ERR_LIMIT, "no memory left for a list of %zu bytes", bytes.len);
    return OK;
}

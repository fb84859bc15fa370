/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/postcode_csv.h"

#include <stdio.h>
#include <stdlib.h>

#include "exchange/charset.h"
#include "exchange/csv_read.h"

struct columns {
    int country;
    int code;
    int place;
    int district;
    int latitude;
    int longitude;
};

struct row {
    struct postcode postcode;
    bool receiver;
    int line;
};

struct reader {
    struct ctx *ctx;
    enum charset charset;
    struct columns columns;
    struct row *rows;
    size_t len;
    size_t size;
    int seen;
    struct import_report report;
};

static struct import_place
place_of(const struct csv_row *row, struct slice record, char words[24])
{
    (void)snprintf(words, 24, "line %d", row->line);
    return (struct import_place){record, slice_of(words)};
}

static void
skip(struct reader *r, const struct csv_row *row, const char *why)
{
    char words[24];

    import_report_skip(&r->report, r->ctx->arena, place_of(row, (struct slice){0}, words), "%s",
                       why);
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

/* "48.8103", "-0.1": a plain decimal, no exponent. */
static bool
read_degrees(struct slice s, double *ret_degrees)
{
    double n = 0;
    double place = 0;
    double sign = 1;
    int digits = 0;

    if (s.len > 0 && s.at[0] == '-') {
        sign = -1;
        s = slice_sub(s, 1, s.len);
    }
    for (size_t i = 0; i < s.len; i++) {
        if (s.at[i] == '.' && place == 0 && digits > 0) {
            place = 1;
            continue;
        }
        if (s.at[i] < '0' || s.at[i] > '9' || ++digits > 15)
            return false;
        if (place > 0) {
            place /= 10;
            n += place * (s.at[i] - '0');
        } else {
            n = n * 10 + (s.at[i] - '0');
        }
    }
    *ret_degrees = sign * n;
    return digits > 0;
}

/* The row as a postcode; the reason not to take it, or NULL. */
static enum err
read_postcode(struct reader *r, const struct csv_row *row, struct postcode *p, const char **ret_why)
{
    const struct columns *c = &r->columns;
    struct slice place = csv_field(row, c->place);
    struct slice district = csv_field(row, c->district);
    double latitude = 0;
    double longitude = 0;
    enum err e;

    *ret_why = NULL;
    if (c->country >= 0 && !slice_is(csv_field(row, c->country), "DE"))
        *ret_why = "the country is not DE";
    else if (!is_digits(csv_field(row, c->code), 5))
        *ret_why = "the postcode is no five digits";
    else if (place.len == 0)
        *ret_why = "there is no place";
    else if (!read_degrees(csv_field(row, c->latitude), &latitude) ||
             !read_degrees(csv_field(row, c->longitude), &longitude) || latitude < 47.0 ||
             latitude > 56.0 || longitude < 5.0 || longitude > 16.0)
        *ret_why = "the position is no place in Germany";
    if (*ret_why != NULL)
        return OK;
    p->position = position_of(latitude, longitude);
    e = charset_text(r->ctx->arena, r->charset, place, MODULE_TITLE_BYTES_MAX, &p->place);
    if (e == ERR_INVALID || (e == OK && p->place.len == 0) || place.len > MODULE_TITLE_BYTES_MAX) {
        *ret_why = "the place is not valid UTF-8, or too long";
        return OK;
    }
    TRY(e);
    TRY(arena_copy(r->ctx->arena, csv_field(row, c->code), &p->code));
    if (is_digits(district, 5))
        return arena_copy(r->ctx->arena, district, &p->district_key);
    return OK;
}

static enum err
add_row(struct reader *r, const struct csv_row *row)
{
    struct row add = {.line = row->line};
    const char *why = row->problem;
    void *array = r->rows;

    if (r->seen++ >= POSTCODE_ROWS_MAX)
        return fail(r->ctx, ERR_LIMIT, "more than %d rows of postcodes", POSTCODE_ROWS_MAX);
    if (why == NULL && read_postcode(r, row, &add.postcode, &why) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for line %d", row->line);
    if (why != NULL) {
        skip(r, row, why);
        return OK;
    }
    if (postcode_is_receiver(r->ctx->arena, add.postcode.place, &add.receiver) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for line %d", row->line);
    if (arena_grow(r->ctx->arena, &array, r->len, &r->size, sizeof *r->rows) != OK)
        return fail(r->ctx, ERR_LIMIT, "no memory left for line %d", row->line);
    r->rows = array;
    r->rows[r->len++] = add;
    return OK;
}

/* GeoNames' own form: 0 country, 1 code, 2 place, 7 name and 8 key of the district, 9, 10. */
static bool
is_geonames(const struct csv_row *first)
{
    return first->len >= 11 && slice_is(csv_field(first, 0), "DE") &&
           is_digits(csv_field(first, 1), 5);
}

static enum err
find_columns(struct reader *r, const struct csv_row *h)
{
    r->columns = (struct columns){
        .country = csv_column(h, "country_code"),
        .code = csv_column(h, "zipcode"),
        .place = csv_column(h, "place"),
        .district = csv_column(h, "community_code"),
        .latitude = csv_column(h, "latitude"),
        .longitude = csv_column(h, "longitude"),
    };
    if (r->columns.code < 0 || r->columns.place < 0 || r->columns.latitude < 0 ||
        r->columns.longitude < 0)
        return fail(r->ctx, ERR_INVALID,
                    "neither GeoNames' DE.txt nor its form with headings: line 1 has no headings "
                    "zipcode, place, latitude, longitude");
    return OK;
}

static enum err
read_rows(struct reader *r, struct slice bytes)
{
    struct csv_row *row = arena_new(r->ctx->arena, struct csv_row);
    struct csv_reader csv = csv_open_tabs(r->ctx->arena, bytes);
    enum err e;

    if (row == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory left for postcodes");
    e = csv_next(&csv, row);
    if (e == OK && is_geonames(row)) {
        r->columns = (struct columns){0, 1, 2, 8, 9, 10};
        TRY(add_row(r, row));
    } else {
        csv = csv_open(r->ctx->arena, bytes);
        e = csv_next(&csv, row);
        if (e == ERR_NOT_FOUND)
            return fail(r->ctx, ERR_INVALID, "the file is empty");
        if (e == OK)
            TRY(find_columns(r, row));
    }
    while (e == OK && (e = csv_next(&csv, row)) == OK)
        TRY(add_row(r, row));
    return e == ERR_NOT_FOUND ? OK : fail(r->ctx, e, "no memory left for postcodes");
}

static int
by_code(const void *a, const void *b)
{
    const struct row *x = a;
    const struct row *y = b;
    int order = slice_cmp(x->postcode.code, y->postcode.code);

    if (order == 0)
        order = slice_cmp(x->postcode.place, y->postcode.place);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static void
put(struct postcode *list, int *len, const struct postcode *p)
{
    /* The same place twice under a code (other parts of it): the first is enough. */
    if (*len > 0 && slice_eq(list[*len - 1].code, p->code) &&
        slice_eq(list[*len - 1].place, p->place))
        return;
    list[(*len)++] = *p;
}

/* Part what is a place from what is a receiver, code by code. */
static void
part(const struct reader *r, struct postcode_list *list)
{
    for (size_t i = 0; i < r->len;) {
        size_t end = i;
        size_t receivers = 0;

        for (; end < r->len && slice_eq(r->rows[end].postcode.code, r->rows[i].postcode.code);
             end++)
            receivers += r->rows[end].receiver;
        for (size_t k = i; k < end; k++) {
            if (2 * receivers >= end - i || r->rows[k].receiver)
                put(list->receivers, &list->receivers_len, &r->rows[k].postcode);
            else
                put(list->places, &list->len, &r->rows[k].postcode);
        }
        list->codes += 2 * receivers < end - i;
        i = end;
    }
}

enum err
postcode_csv_read(struct ctx *ctx, struct slice bytes, struct postcode_list *ret_postcodes)
{
    struct reader r = {.ctx = ctx};
    struct postcode_list list = {0};

    if (bytes.len > POSTCODE_BYTES_MAX)
        return fail(ctx, ERR_LIMIT, "the file of postcodes has %zu bytes, at most %d are read",
                    bytes.len, POSTCODE_BYTES_MAX);
    if (charset_detect(&bytes, &r.charset) != OK)
        return fail(ctx, ERR_INVALID, "this is no text in UTF-8 or Windows-1252 (UTF-16?)");
    TRY(read_rows(&r, bytes));
    if (r.len > 0)
        qsort(r.rows, r.len, sizeof *r.rows, by_code);
    list.places = arena_array(ctx->arena, struct postcode, r.len);
    list.receivers = arena_array(ctx->arena, struct postcode, r.len);
    if (list.places == NULL || list.receivers == NULL)
        return fail(ctx, ERR_LIMIT, "no memory left for postcodes");
    part(&r, &list);
    if (list.len == 0 || 2 * r.report.skips.count > r.seen)
        return fail(ctx, ERR_INVALID,
                    "these are no postcodes: of %d lines %lld cannot be read, %d are places",
                    r.seen, (long long)r.report.skips.count, list.len);
    list.report = r.report;
    list.report.taken = list.len;
    *ret_postcodes = list;
    return OK;
}

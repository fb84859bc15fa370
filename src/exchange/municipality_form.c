/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The two forms of a register: lines to struct register_row.
 *
 * GV100AD counts columns in characters, not bytes: in UTF-8 an umlaut is two bytes
 * and still one column. Positions from 0: 0 Satzart(2), 2 as of(8, JJJJMMTT),
 * 10 land(2) 12 rb(1) 13 kreis(2) 15 gemeinde(3), 18 vb(4), 22 name(50),
 * 72 seat(50), 122 Textkennzeichen(2), 128 area in ha(11), 139 population(11),
 * 150 of it male(11), 165 postcode(5). Found in the file of 30.11.2023 and checked
 * by its sums (357,596 km², 84,358,845 people).
 */
#include <string.h>

#include "exchange/csv_read.h"
#include "exchange/register_parts.h"

enum { COLUMNS_DISTRICT = 124, COLUMNS_MUNICIPALITY = 170 };

static bool
take_line(struct slice *rest, struct slice *ret_line)
{
    if (rest->len == 0)
        return false;
    *ret_line = (struct slice){0};
    (void)slice_next(rest, '\n', ret_line);
    if (slice_ends(*ret_line, SLICE("\r")))
        ret_line->len--;
    return true;
}

bool
register_is_fixed(struct slice bytes)
{
    struct slice line = {0};

    while (take_line(&bytes, &line) && slice_trim(line).len == 0)
        continue;
    if (line.len < 22)
        return false;
    for (size_t i = 0; i < 12; i++) {
        if (line.at[i] < '0' || line.at[i] > '9')
            return false;
    }
    return slice_find_char(slice_sub(line, 0, 22), ',') == 22 &&
           slice_find_char(slice_sub(line, 0, 22), ';') == 22;
}

struct columns {
    struct slice line;
    size_t starts[COLUMNS_MUNICIPALITY + 1];
    size_t len;
};

/* Find where each column begins; starts[len] is where the last one ends. */
static struct columns
cut_into_columns(struct slice line)
{
    struct columns c = {.line = line};
    size_t n = 0;

    for (size_t i = 0; i < line.len && n <= COLUMNS_MUNICIPALITY; i++) {
        if (((unsigned char)line.at[i] & 0xc0) != 0x80)
            c.starts[n++] = i;
    }
    if (n <= COLUMNS_MUNICIPALITY)
        c.starts[n] = line.len;
    c.len = n <= COLUMNS_MUNICIPALITY ? n : COLUMNS_MUNICIPALITY;
    return c;
}

static struct slice
column(const struct columns *c, size_t from, size_t len)
{
    size_t to = from + len < c->len ? from + len : c->len;

    if (from >= to)
        return (struct slice){0};
    return slice_trim(slice_sub(c->line, c->starts[from], c->starts[to] - c->starts[from]));
}

static enum err
add_fixed_line(struct register_builder *b, struct slice line, int number)
{
    struct columns c = cut_into_columns(line);
    struct register_row row = {.line = number, .hectares = true};
    size_t wanted;

    row.kind = column(&c, 0, 2);
    wanted = slice_is(row.kind, "60")   ? COLUMNS_MUNICIPALITY
             : slice_is(row.kind, "40") ? COLUMNS_DISTRICT
                                        : 23;
    if (c.len < wanted) {
        register_skip(b, number, "the line is too short");
        b->rows++;
        return OK;
    }
    row.land = column(&c, 10, 2);
    row.rb = column(&c, 12, 1);
    row.kreis = column(&c, 13, 2);
    row.gemeinde = column(&c, 15, 3);
    row.vb = column(&c, 18, 4);
    row.name = column(&c, 22, 50);
    row.mark = column(&c, 122, 2);
    row.area = column(&c, 128, 11);
    row.population = column(&c, 139, 11);
    row.postcode = column(&c, 165, 5);
    return register_add(b, &row);
}

/* The date of the first line that has one: all lines have the same. */
static void
read_date(struct register_builder *b, struct slice line)
{
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    struct day got = {0};

    if (b->into->as_of.n == 0 && slice_int(slice_sub(line, 2, 4), 1900, 2199, &year) == OK &&
        slice_int(slice_sub(line, 6, 2), 1, 12, &month) == OK &&
        slice_int(slice_sub(line, 8, 2), 1, 31, &day) == OK &&
        day_from_date((struct date){(int)year, (int)month, (int)day}, &got) == OK)
        b->into->as_of = got;
}

enum err
register_read_fixed(struct register_builder *b, struct slice bytes)
{
    enum charset source = b->charset;
    struct slice rest = bytes;
    struct slice line = {0};

    b->charset = CHARSET_UTF8; /* what register_add() gets from here on */
    for (int number = 1; take_line(&rest, &line); number++) {
        struct slice utf8 = {0};
        enum err e;

        if (slice_trim(line).len == 0)
            continue;
        if (line.len > CSV_ROW_BYTES_MAX) {
            b->rows++;
            register_skip(b, number, "the line is too long");
            continue;
        }
        e = charset_utf8(b->ctx->arena, source, line, &utf8);
        if (e == ERR_INVALID) {
            b->rows++;
            register_skip(b, number, "the line is not valid UTF-8");
            continue;
        }
        if (e != OK)
            return fail(b->ctx, e, "no memory left for line %d", number);
        read_date(b, utf8);
        TRY(add_fixed_line(b, utf8, number));
    }
    return OK;
}

struct csv_columns {
    int kind;
    int land;
    int rb;
    int kreis;
    int vb;
    int gemeinde;
    int name;
    int mark;
    int area;
    int population;
    int postcode;
    int latitude;
    int longitude;
};

static enum err
find_csv_columns(struct ctx *ctx, const struct csv_row *h, struct csv_columns *c)
{
    *c = (struct csv_columns){
        .kind = csv_column(h, "satzart"),
        .land = csv_column(h, "land"),
        .rb = csv_column(h, "rb"),
        .kreis = csv_column(h, "kreis"),
        .vb = csv_column(h, "vb"),
        .gemeinde = csv_column(h, "gemeinde"),
        .name = csv_column(h, "gemeindename"),
        .mark = csv_column(h, "textkennzeichen"),
        .area = csv_column(h, "flaeche"),
        .population = csv_column(h, "bevoelkerung"),
        .postcode = csv_column(h, "postleitzahl"),
        .latitude = csv_column(h, "breitengrad"),
        .longitude = csv_column(h, "laengengrad"),
    };
    if (c->kind < 0 || c->land < 0 || c->rb < 0 || c->kreis < 0 || c->vb < 0 || c->gemeinde < 0 ||
        c->name < 0)
        return fail(ctx, ERR_INVALID,
                    "neither GV100AD nor its extract as CSV: line 1 has no headings satzart, land, "
                    "rb, kreis, vb, gemeinde, gemeindename");
    return OK;
}

enum err
register_read_csv(struct register_builder *b, struct slice bytes)
{
    struct csv_row *row = arena_new(b->ctx->arena, struct csv_row);
    struct csv_reader r = csv_open(b->ctx->arena, bytes);
    struct csv_columns c;
    enum err e;

    if (row == NULL)
        return fail(b->ctx, ERR_LIMIT, "no memory left for the register");
    e = csv_next(&r, row);
    if (e == ERR_NOT_FOUND)
        return fail(b->ctx, ERR_INVALID, "the file is empty");
    TRY(e);
    TRY(find_csv_columns(b->ctx, row, &c));
    while ((e = csv_next(&r, row)) == OK) {
        if (row->problem != NULL) {
            b->rows++;
            register_skip(b, row->line, row->problem);
            continue;
        }
        TRY(register_add(b, &(struct register_row){
                                .line = row->line,
                                .kind = csv_field(row, c.kind),
                                .land = csv_field(row, c.land),
                                .rb = csv_field(row, c.rb),
                                .kreis = csv_field(row, c.kreis),
                                .vb = csv_field(row, c.vb),
                                .gemeinde = csv_field(row, c.gemeinde),
                                .name = csv_field(row, c.name),
                                .mark = csv_field(row, c.mark),
                                .area = csv_field(row, c.area),
                                .population = csv_field(row, c.population),
                                .postcode = csv_field(row, c.postcode),
                                .latitude = csv_field(row, c.latitude),
                                .longitude = csv_field(row, c.longitude),
                            }));
    }
    return e == ERR_NOT_FOUND ? OK : fail(b->ctx, e, "no memory left for the register");
}

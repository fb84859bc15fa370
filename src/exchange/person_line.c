/* SPDX-License-Identifier: EUPL-1.2 */
#include "exchange/person_line.h"

#include "base/unicode.h"

enum {
    COLUMNS = 13,
    TARGET_WEIGHT = 3,     /* the lines state none: all alike */
    WEEK_0_MONDAY = 20451, /* of the week of 1 January 2026 */
    YEAR_DAYS = 365,
    KM_MAX = 1000,
    HOURS_MAX = WEEKLY_MINUTES_MAX / 60,
    DEGREE_DIGITS_MAX = 9,
};

static const char *const COLUMN_NAMES[COLUMNS] = {"id",   "town",  "lat",  "lon",   "have",
                                                  "want", "cats",  "fmts", "langs", "price",
                                                  "km",   "weeks", "hours"};

struct pair {
    int key;
    int value;
};

/* The next "key:value" of a list; false at its end. */
static enum err
pair_next(struct slice *rest, int key_max, struct pair *ret_pair, bool *ret_more)
{
    struct slice part;
    size_t colon;
    int64_t key;
    int64_t value;

    *ret_more = slice_next(rest, ',', &part);
    if (!*ret_more)
        return OK;
    colon = slice_find_char(part, ':');
    TRY(slice_int(slice_sub(part, 0, colon), 0, key_max, &key));
    TRY(slice_int(slice_sub(part, colon + 1, part.len), 0, 1000, &value));
    *ret_pair = (struct pair){(int)key, (int)value};
    return OK;
}

static enum err
read_have(struct slice list, struct situation *s)
{
    struct pair pair;
    bool more = !slice_is(list, "-");

    for (int k = 1; k <= PERSON_COMPETENCES; k++)
        s->rating[k] = 0;
    while (more) {
        TRY(pair_next(&list, PERSON_COMPETENCES - 1, &pair, &more));
        if (more && pair.value > LEVEL_MAX)
            return ERR_INVALID;
        if (more)
            s->rating[pair.key + 1] = (uint8_t)pair.value;
    }
    return OK;
}

static enum err
read_want(struct slice list, struct person_line *p)
{
    struct pair pair;
    bool more = !slice_is(list, "-");

    p->profile.targets = p->targets;
    while (more) {
        TRY(pair_next(&list, PERSON_COMPETENCES - 1, &pair, &more));
        if (!more)
            break;
        if (pair.value < 1 || pair.value > LEVEL_MAX ||
            p->profile.targets_len == JOB_PROFILE_TARGETS_MAX)
            return ERR_INVALID;
        for (int i = 0; i < p->profile.targets_len; i++) {
            if (p->targets[i].competence.n == pair.key + 1)
                return ERR_INVALID;
        }
        p->targets[p->profile.targets_len++] =
            (struct job_target){{(uint16_t)(pair.key + 1)}, (uint8_t)pair.value, TARGET_WEIGHT};
    }
    return OK;
}

static enum err
read_cats(struct slice list, struct situation *s)
{
    struct pair pair;
    bool more = !slice_is(list, "-");

    while (more) {
        TRY(pair_next(&list, PERSON_TOPICS - 1, &pair, &more));
        if (more)
            s->interests |= UINT64_C(1) << (pair.key + 1);
    }
    return OK;
}

/* "49.40768": degrees to millionths, without the rounding of a double. */
static enum err
read_degrees(struct slice text, double *ret_degrees)
{
    bool minus = text.len > 0 && text.at[0] == '-';
    double value = 0;
    double part = 0;

    if (minus)
        text = slice_sub(text, 1, text.len);
    if (text.len == 0 || text.len > DEGREE_DIGITS_MAX)
        return ERR_INVALID;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];

        if (c == '.' && part < 1) {
            part = 1;
            continue;
        }
        if (c < '0' || c > '9')
            return ERR_INVALID;
        value = value * 10 + (c - '0');
        part *= 10;
    }
    value = part > 0 ? value / part : value;
    *ret_degrees = minus ? -value : value;
    return OK;
}

static enum err
read_weeks(struct slice text, struct person_line *p)
{
    uint64_t weeks = 0;

    if (text.len == 0 || text.len > PERSON_WEEKS / 4)
        return ERR_INVALID;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool digit = c >= '0' && c <= '9';

        if (!digit && !(c >= 'a' && c <= 'f'))
            return ERR_INVALID;
        weeks = weeks << 4 | (uint64_t)(digit ? c - '0' : c - 'a' + 10);
    }
    p->situation.blocked_weeks = p->blocked;
    for (int w = 0; w < PERSON_WEEKS; w++) {
        if ((weeks >> w & 1) == 0)
            p->blocked[p->situation.blocked_weeks_len++] = (struct day){WEEK_0_MONDAY + 7 * w};
    }
    return OK;
}

/* Bit by bit from the generator's formats to ours; Inhouse is in person as well. */
static uint8_t
formats_of(int64_t mask)
{
    static const uint8_t BITS[] = {1u << FORMAT_IN_PERSON, 1u << FORMAT_LIVE_ONLINE,
                                   1u << FORMAT_ON_DEMAND, 1u << FORMAT_FOLLOW_UP,
                                   1u << FORMAT_IN_PERSON, 1u << FORMAT_MOOC};
    uint8_t formats = 0;

    for (size_t i = 0; i < ARRAY_LEN(BITS); i++) {
        if ((mask >> i & 1) != 0)
            formats |= BITS[i];
    }
    return formats;
}

/* The id stands in a file of lines and tabs, where # begins what is no person. */
static bool
id_is_sound(struct slice id)
{
    if (id.len == 0 || id.len > CODE_BYTES_MAX || id.at[0] == '#')
        return false;
    for (size_t i = 0; i < id.len; i++) {
        if ((unsigned char)id.at[i] <= ' ' || id.at[i] == 0x7f)
            return false;
    }
    return true;
}

/* A column that is one number. */
static enum err
read_number(struct slice text, int i, struct situation *s)
{
    int64_t n;

    switch (i) {
    case 7:
        TRY(slice_int(text, 0, 63, &n));
        s->formats = formats_of(n);
        return OK;
    case 8:
        TRY(slice_int(text, 0, 63, &n));
        s->german = (n & 1) != 0;
        s->english = (n & 2) != 0;
        return OK;
    case 9:
        return slice_int(text, 0, CENTS_MAX, &s->budget.n);
    case 10:
        TRY(slice_int(text, 0, KM_MAX, &n));
        s->distance_km = (int32_t)n;
        return OK;
    default:
        TRY(slice_int(text, 1, HOURS_MAX, &n));
        s->weekly_minutes = (int32_t)n * 60;
        return OK;
    }
}

static enum err
read_column(const struct slice *columns, int i, struct person_line *p)
{
    struct situation *s = &p->situation;
    double lat;
    double lon;

    switch (i) {
    case 0:
        p->id = columns[0];
        return id_is_sound(columns[0]) ? OK : ERR_INVALID;
    case 1:
        p->employer = columns[1];
        return columns[1].len <= CODE_BYTES_MAX ? OK : ERR_INVALID;
    case 2:
        return read_degrees(columns[2], &lat);
    case 3:
        TRY(read_degrees(columns[2], &lat));
        TRY(read_degrees(columns[3], &lon));
        s->home = position_of(lat, lon);
        return s->home.known ? OK : ERR_INVALID;
    case 4:
        return read_have(columns[4], s);
    case 5:
        return read_want(columns[5], p);
    case 6:
        return read_cats(columns[6], s);
    case 11:
        return read_weeks(columns[11], p);
    default:
        return read_number(columns[i], i, s);
    }
}

enum err
person_line_read(struct ctx *ctx, struct slice line, struct day start,
                 struct person_line *ret_person)
{
    struct person_line *p = ret_person;
    struct slice columns[COLUMNS];
    bool tab_at_end;
    int len = 0;

    if (!unicode_is_valid(line))
        return fail(ctx, ERR_INVALID, "not UTF-8, or with NUL");
    tab_at_end = slice_ends(line, SLICE("\t"));
    while (len < COLUMNS && slice_next(&line, '\t', &columns[len]))
        len++;
    if (len < COLUMNS || line.len > 0 || tab_at_end)
        return fail(ctx, ERR_INVALID, "a person has %d columns between tabs", COLUMNS);
    p->situation = situation_default(start);
    p->situation.start = start;
    p->situation.latest_end = day_plus(start, YEAR_DAYS - 1);
    p->profile = (struct job_profile){0};
    for (int i = 0; i < COLUMNS; i++) {
        if (read_column(columns, i, p) != OK)
            return fail(ctx, ERR_INVALID, "column %s: \"%.*s\" is not what stands there",
                        COLUMN_NAMES[i], SLICE_ARG(slice_sub(columns[i], 0, CODE_BYTES_MAX)));
    }
    if (!situation_is_sound(&p->situation))
        return fail(ctx, ERR_INVALID, "what this person says does not fit together");
    return OK;
}

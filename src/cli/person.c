/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/person.h"

#include <getopt.h>
#include <string.h>

#include "base/unicode.h"
#include "service/learning_service.h"

const char PERSON_OPTIONS_HELP[] =
    "  --job CODE              job profile (kommunalcampus match --job help lists them)\n"
    "  --rating D1.1=3,M2.1=2  own levels 0 to 8; what is not named counts as 0\n"
    "  --interests ki,ozg      topics\n"
    "  --hours N               hours a week (default 4)\n"
    "  --budget EUR            at most so much money; \"none\" = no limit (default 500)\n"
    "  --place PLACE           name or postcode, for distances\n"
    "  --distance KM           0 = online only (default 40)\n"
    "  --formats a,b           mooc, on_demand, in_person, live_online, follow_up (default all)\n"
    "  --languages de,en       (default de)\n"
    "  --access a,b            needed: captions, screen_reader, wheelchair, ...\n"
    "  --start DAY --end DAY   2026-11-30 (default next Monday, half a year)\n"
    "  --blocked DAY,DAY       weeks without learning, any day of them\n"
    "  --half-days 0-9,...     half days for sittings: 0 Monday morning .. 9 Friday afternoon\n"
    "  --preset P              balanced, fastest, cheapest, near\n"
    "  --keep a,b --drop a,b   codes of blocks\n"
    "  --json                  for programs\n";

enum option_key {
    O_JOB = 1000,
    O_RATING,
    O_INTERESTS,
    O_HOURS,
    O_BUDGET,
    O_PLACE,
    O_DISTANCE,
    O_FORMATS,
    O_LANGUAGES,
    O_ACCESS,
    O_START,
    O_END,
    O_BLOCKED,
    O_HALF_DAYS,
    O_PRESET,
    O_KEEP,
    O_DROP,
    O_BEFORE,
    O_LIMIT,
    O_JSON,
    O_ICS,
    O_HELP,
};

static const struct option OPTIONS[] = {
    {"job", required_argument, NULL, O_JOB},
    {"rating", required_argument, NULL, O_RATING},
    {"interests", required_argument, NULL, O_INTERESTS},
    {"hours", required_argument, NULL, O_HOURS},
    {"budget", required_argument, NULL, O_BUDGET},
    {"place", required_argument, NULL, O_PLACE},
    {"distance", required_argument, NULL, O_DISTANCE},
    {"formats", required_argument, NULL, O_FORMATS},
    {"languages", required_argument, NULL, O_LANGUAGES},
    {"access", required_argument, NULL, O_ACCESS},
    {"start", required_argument, NULL, O_START},
    {"end", required_argument, NULL, O_END},
    {"blocked", required_argument, NULL, O_BLOCKED},
    {"half-days", required_argument, NULL, O_HALF_DAYS},
    {"preset", required_argument, NULL, O_PRESET},
    {"keep", required_argument, NULL, O_KEEP},
    {"drop", required_argument, NULL, O_DROP},
    {"before", required_argument, NULL, O_BEFORE},
    {"limit", required_argument, NULL, O_LIMIT},
    {"json", no_argument, NULL, O_JSON},
    {"ics", no_argument, NULL, O_ICS},
    {"help", no_argument, NULL, O_HELP},
    {NULL, 0, NULL, 0},
};

struct reader {
    struct ctx *ctx;
    const struct catalogue *catalogue;
    const struct snapshot *snap;
    struct person_request *request;
};

static enum err
job_read(struct reader *r, struct slice code)
{
    const struct job_profile *job = catalogue_job_by_code(r->catalogue, code);
    struct text known = text_init(r->ctx->arena, 16384);
    struct slice list = {0};

    if (job != NULL) {
        r->request->situation.job = job->id;
        return OK;
    }
    for (int i = 0; i < r->catalogue->jobs_len; i++) {
        if (r->catalogue->jobs[i].organisation.n != 0)
            continue;
        text_printf(&known, " %.*s", SLICE_ARG(r->catalogue->jobs[i].code));
    }
    TRY(text_end(&known, &list));
    return fail(r->ctx, ERR_INVALID, "--job: there is no \"%.*s\"; known are%.*s", SLICE_ARG(code),
                SLICE_ARG(list));
}

static enum err
rating_read(struct reader *r, struct slice list)
{
    struct slice part;

    while (slice_next(&list, ',', &part)) {
        size_t eq = slice_find_char(part, '=');
        struct slice code = slice_trim(slice_sub(part, 0, eq));
        const struct competence *c = framework_by_code(r->catalogue->framework, code);
        int64_t level;

        if (c == NULL)
            return fail(r->ctx, ERR_INVALID, "--rating: there is no competence \"%.*s\"",
                        SLICE_ARG(code));
        if (slice_int(slice_sub(part, eq + 1, part.len), 0, LEVEL_MAX, &level) != OK)
            return fail(r->ctx, ERR_INVALID, "--rating: \"%.*s\" is not CODE=0..8",
                        SLICE_ARG(part));
        r->request->situation.rating[c->id.n] = (uint8_t)level;
    }
    return OK;
}

static enum err
interests_read(struct reader *r, struct slice list)
{
    struct slice part;

    while (slice_next(&list, ',', &part)) {
        const struct topic *t = catalogue_topic_by_code(r->catalogue, slice_trim(part));

        if (t == NULL)
            return fail(r->ctx, ERR_INVALID, "--interests: there is no topic \"%.*s\"",
                        SLICE_ARG(part));
        r->request->situation.interests |= topic_bit(t->id);
    }
    return OK;
}

struct whole {
    const char *option;
    int64_t min;
    int64_t max;
};

static enum err
whole_read(struct reader *r, struct whole w, struct slice value, int64_t *ret_number)
{
    if (slice_int(value, w.min, w.max, ret_number) != OK)
        return fail(r->ctx, ERR_INVALID, "%s must be a whole number from %d to %d, not \"%.*s\"",
                    w.option, (int)w.min, (int)w.max, SLICE_ARG(value));
    return OK;
}

static enum err
budget_read(struct reader *r, struct slice value)
{
    struct situation *s = &r->request->situation;

    if (slice_is(value, "none")) {
        s->budget.n = CENTS_MAX;
        return OK;
    }
    if (cents_parse(value, &s->budget) != OK)
        return fail(r->ctx, ERR_INVALID, "--budget: \"%.*s\" is no amount", SLICE_ARG(value));
    return OK;
}

static enum err
place_read(struct reader *r, struct slice value)
{
    struct place *places = arena_array(r->ctx->arena, struct place, PLACES_FOUND_MAX);
    int len = 0;

    if (places == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory for places");
    TRY(learning_places(r->ctx, r->snap, value, places, &len));
    if (len == 0)
        return fail(r->ctx, ERR_INVALID, "--place: no place \"%.*s\" is known", SLICE_ARG(value));
    r->request->situation.home = places[0].position;
    r->request->situation.home_name = places[0].name;
    return OK;
}

static enum err
formats_read(struct reader *r, struct slice list)
{
    struct slice part;
    uint8_t bits = 0;

    while (slice_next(&list, ',', &part)) {
        enum module_format f;

        if (module_format_parse(slice_trim(part), &f) != OK)
            return fail(r->ctx, ERR_INVALID, "--formats: there is no format \"%.*s\"",
                        SLICE_ARG(part));
        bits = (uint8_t)(bits | 1u << f);
    }
    r->request->situation.formats = bits;
    return OK;
}

static enum err
access_read(struct reader *r, struct slice list)
{
    struct slice part;

    while (slice_next(&list, ',', &part)) {
        enum accessibility a;

        if (accessibility_parse(slice_trim(part), &a) != OK)
            return fail(r->ctx, ERR_INVALID, "--access: there is no feature \"%.*s\"",
                        SLICE_ARG(part));
        r->request->situation.accessibility |= 1u << a;
    }
    return OK;
}

static enum err
languages_read(struct reader *r, struct slice list)
{
    struct situation *s = &r->request->situation;
    struct slice part;

    s->german = s->english = false;
    while (slice_next(&list, ',', &part)) {
        if (slice_is(part, "de"))
            s->german = true;
        else if (slice_is(part, "en"))
            s->english = true;
        else
            return fail(r->ctx, ERR_INVALID, "--languages: de and en, not \"%.*s\"",
                        SLICE_ARG(part));
    }
    return OK;
}

static enum err
day_read(struct reader *r, const char *option, struct slice value, struct day *ret_day)
{
    if (day_parse_iso(value, ret_day) != OK)
        return fail(r->ctx, ERR_INVALID, "%s: \"%.*s\" is no day like 2026-11-30", option,
                    SLICE_ARG(value));
    return OK;
}

static int
day_cmp(const struct day *a, const struct day *b)
{
    return (a->n > b->n) - (a->n < b->n);
}

/* Keeps the list ascending, each week once. */
static enum err
blocked_read(struct reader *r, struct slice list)
{
    struct situation *s = &r->request->situation;
    struct slice part;

    if (s->blocked_weeks == NULL)
        s->blocked_weeks = arena_array(r->ctx->arena, struct day, PLAN_WEEKS_MAX);
    if (s->blocked_weeks == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory for blocked weeks");
    while (slice_next(&list, ',', &part)) {
        struct day monday;
        int at = s->blocked_weeks_len;

        TRY(day_read(r, "--blocked", slice_trim(part), &monday));
        monday = day_monday(monday);
        if (at == PLAN_WEEKS_MAX)
            return fail(r->ctx, ERR_INVALID, "--blocked: more than %d weeks", PLAN_WEEKS_MAX);
        while (at > 0 && day_cmp(&s->blocked_weeks[at - 1], &monday) > 0)
            at--;
        if (at > 0 && s->blocked_weeks[at - 1].n == monday.n)
            continue;
        memmove(&s->blocked_weeks[at + 1], &s->blocked_weeks[at],
                (size_t)(s->blocked_weeks_len - at) * sizeof monday);
        s->blocked_weeks[at] = monday;
        s->blocked_weeks_len++;
    }
    return OK;
}

/* "0-3,6" */
static enum err
half_days_read(struct reader *r, struct slice list)
{
    struct slice part;
    unsigned bits = 0;

    while (slice_next(&list, ',', &part)) {
        size_t dash = slice_find_char(part, '-');
        int64_t from;
        int64_t to;

        TRY(whole_read(r, (struct whole){"--half-days", 0, HALF_DAYS - 1}, slice_sub(part, 0, dash),
                       &from));
        to = from;
        if (dash < part.len)
            TRY(whole_read(r, (struct whole){"--half-days", from, HALF_DAYS - 1},
                           slice_sub(part, dash + 1, part.len), &to));
        for (int64_t i = from; i <= to; i++)
            bits |= 1u << i;
    }
    r->request->situation.half_days = (uint16_t)bits;
    return OK;
}

static enum err
fixed_read(struct reader *r, struct slice list, enum fixed_choice choice)
{
    struct situation *s = &r->request->situation;
    struct slice part;

    if (s->fixed == NULL)
        s->fixed = arena_array(r->ctx->arena, struct fixed_module, SITUATION_FIXED_MAX);
    if (s->fixed == NULL)
        return fail(r->ctx, ERR_LIMIT, "no memory for blocks to keep or drop");
    while (slice_next(&list, ',', &part)) {
        const struct module *m = catalogue_module_by_code(r->catalogue, slice_trim(part));
        int at = s->fixed_len;

        if (m == NULL)
            return fail(r->ctx, ERR_INVALID, "--keep, --drop: there is no block \"%.*s\"",
                        SLICE_ARG(part));
        if (at == SITUATION_FIXED_MAX)
            return fail(r->ctx, ERR_INVALID, "--keep, --drop: more than %d", SITUATION_FIXED_MAX);
        while (at > 0 && s->fixed[at - 1].module.n > m->id.n)
            at--;
        if (at > 0 && s->fixed[at - 1].module.n == m->id.n)
            return fail(r->ctx, ERR_INVALID, "--keep, --drop: \"%.*s\" is named twice",
                        SLICE_ARG(part));
        memmove(&s->fixed[at + 1], &s->fixed[at], (size_t)(s->fixed_len - at) * sizeof s->fixed[0]);
        s->fixed[at] = (struct fixed_module){m->id, choice};
        s->fixed_len++;
    }
    return OK;
}

/* Numbers and days. */
static enum err
amount_take(struct reader *r, int key, struct slice value)
{
    struct situation *s = &r->request->situation;
    int64_t n = 0;

    switch (key) {
    case O_HOURS:
        TRY(whole_read(r, (struct whole){"--hours", 1, WEEKLY_MINUTES_MAX / 60}, value, &n));
        s->weekly_minutes = (int32_t)n * 60;
        return OK;
    case O_DISTANCE:
        TRY(whole_read(r, (struct whole){"--distance", 0, DISTANCE_KM_MAX}, value, &n));
        s->distance_km = (int32_t)n;
        return OK;
    case O_LIMIT:
        TRY(whole_read(r, (struct whole){"--limit", 1, 100}, value, &n));
        r->request->limit = (int)n;
        return OK;
    case O_START:
        TRY(day_read(r, "--start", value, &s->start));
        s->latest_end = day_plus(s->start, 26 * 7 - 1);
        return OK;
    case O_END:
        return day_read(r, "--end", value, &s->latest_end);
    case O_BUDGET:
        return budget_read(r, value);
    default:
        return fail(r->ctx, ERR_INVALID, "unknown option");
    }
}

static enum err
option_take(struct reader *r, int key, struct slice value)
{
    switch (key) {
    case O_JOB:
        return job_read(r, value);
    case O_RATING:
        return rating_read(r, value);
    case O_INTERESTS:
        return interests_read(r, value);
    case O_PLACE:
        return place_read(r, value);
    case O_FORMATS:
        return formats_read(r, value);
    case O_LANGUAGES:
        return languages_read(r, value);
    case O_ACCESS:
        return access_read(r, value);
    case O_BLOCKED:
        return blocked_read(r, value);
    case O_HALF_DAYS:
        return half_days_read(r, value);
    case O_PRESET:
        if (preset_parse(value, &r->request->situation.preset) != OK)
            return fail(r->ctx, ERR_INVALID, "--preset: balanced, fastest, cheapest or near");
        return OK;
    case O_KEEP:
        return fixed_read(r, value, FIXED_KEEP);
    case O_DROP:
        return fixed_read(r, value, FIXED_DROP);
    case O_BEFORE:
        r->request->before = value;
        return OK;
    case O_JSON:
        r->request->json = true;
        return OK;
    case O_ICS:
        r->request->ics = true;
        return OK;
    case O_HELP:
        r->request->help = true;
        return OK;
    default:
        return amount_take(r, key, value);
    }
}

enum err
person_request_read(struct command *c, const struct snapshot *snap,
                    struct person_request *ret_request)
{
    struct person_request request = {.situation = situation_default(snap->today), .limit = 10};
    struct reader r = {&c->ctx, snap->catalogue, snap, &request};
    int key;

    optind = 1;
    opterr = 0;
    while ((key = getopt_long(c->argc, c->argv, "", OPTIONS, NULL)) != -1) {
        struct slice value;

        if (key == '?' || key == ':')
            return fail(&c->ctx, ERR_INVALID, "\"%s\" is no option, or lacks its value",
                        c->argv[optind - 1]);
        if (unicode_text(c->ctx.arena, slice_of(optarg), 4096, &value) != OK)
            return fail(&c->ctx, ERR_INVALID, "an option's value is not UTF-8, or too long");
        TRY(option_take(&r, key, value));
    }
    if (optind < c->argc)
        return fail(&c->ctx, ERR_INVALID, "\"%s\" is no option", c->argv[optind]);
    if (!situation_is_sound(&request.situation))
        return fail(&c->ctx, ERR_INVALID,
                    "these wishes do not fit together: the end must lie "
                    "after the start and within %d weeks",
                    PLAN_WEEKS_MAX);
    *ret_request = request;
    return OK;
}

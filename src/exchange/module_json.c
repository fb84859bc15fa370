/* SPDX-License-Identifier: EUPL-1.2 */
/* The modules of catalogue_json.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "exchange/catalogue_json.h"
#include "exchange/own_json.h"

static enum err
read_competence(struct ctx *ctx, const struct json_value *v, const struct framework *f,
                struct competence_id *ret_id)
{
    const struct competence *c;
    struct slice code = {0};

    TRY(json_need_text(ctx, v, "competence", CODE_BYTES_MAX, &code));
    TRY(own_json_once(ctx, v, "competence"));
    c = framework_by_code(f, code);
    if (c == NULL)
        return json_fail(ctx, ERR_INVALID, json_member(v, "competence"),
                         "there is no competence \"%.*s\"", SLICE_ARG(code));
    *ret_id = c->id;
    return OK;
}

static enum err
read_gives(struct ctx *ctx, const struct json_value *v, const struct framework *f, struct module *m)
{
    static const char *const keys[] = {"competence", "from", "to", NULL};
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, v, "gives", MODULE_LEVELS_MAX, &list));
    if (list->len == 0)
        return json_fail(ctx, ERR_INVALID, list, "is empty: a module gives something");
    m->gives = own_json_array(ctx, struct module_gain, list->len);
    if (m->gives == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *g = &list->items[i];
        int64_t from = 0;
        int64_t to = 0;

        TRY(json_only(ctx, g, keys));
        TRY(read_competence(ctx, g, f, &m->gives[i].competence));
        TRY(json_need_int(ctx, g, "from", JSON_RANGE(0, LEVEL_MAX - 1), &from));
        TRY(json_need_int(ctx, g, "to", JSON_RANGE(from + 1, LEVEL_MAX), &to));
        m->gives[i].from = (uint8_t)from;
        m->gives[i].to = (uint8_t)to;
    }
    m->gives_len = (int)list->len;
    return OK;
}

static enum err
read_needs(struct ctx *ctx, const struct json_value *v, const struct framework *f, struct module *m)
{
    static const char *const keys[] = {"competence", "level", NULL};
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, v, "needs", MODULE_LEVELS_MAX, &list));
    if (list->len == 0)
        return OK;
    m->needs = own_json_array(ctx, struct module_need, list->len);
    if (m->needs == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *n = &list->items[i];
        int64_t level = 0;

        TRY(json_only(ctx, n, keys));
        TRY(read_competence(ctx, n, f, &m->needs[i].competence));
        TRY(json_need_int(ctx, n, "level", JSON_RANGE(1, LEVEL_MAX), &level));
        m->needs[i].level = (uint8_t)level;
    }
    m->needs_len = (int)list->len;
    return OK;
}

static enum err
read_words(struct ctx *ctx, const struct json_value *v, struct module *m)
{
    struct slice format = {0};
    struct slice kind = {0};
    struct slice certificate = {0};

    TRY(json_need_text(ctx, v, "title", MODULE_TITLE_BYTES_MAX, &m->title));
    TRY(json_need_text(ctx, v, "summary", MODULE_SUMMARY_BYTES_MAX, &m->summary));
    TRY(json_need_text(ctx, v, "description", MODULE_DESCRIPTION_BYTES_MAX, &m->description));
    TRY(json_need_text(ctx, v, "language", CODE_BYTES_MAX, &m->language));
    if (!slice_is(m->language, "de") && !slice_is(m->language, "en"))
        return json_fail(ctx, ERR_INVALID, json_member(v, "language"),
                         "is \"%.*s\", expected \"de\" or \"en\"", SLICE_ARG(m->language));
    TRY(json_need_text(ctx, v, "format", CODE_BYTES_MAX, &format));
    if (module_format_parse(format, &m->format) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, "format"), "there is no format \"%.*s\"",
                         SLICE_ARG(format));
    TRY(json_need_text(ctx, v, "kind", CODE_BYTES_MAX, &kind));
    if (module_kind_parse(kind, &m->kind) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, "kind"), "there is no kind \"%.*s\"",
                         SLICE_ARG(kind));
    TRY(json_need_text(ctx, v, "certificate", CODE_BYTES_MAX, &certificate));
    if (module_certificate_parse(certificate, &m->certificate) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, "certificate"),
                         "there is no certificate \"%.*s\"", SLICE_ARG(certificate));
    if (json_is_given(json_member(v, "url")))
        TRY(json_need_text(ctx, v, "url", MODULE_SUMMARY_BYTES_MAX, &m->url));
    return OK;
}

static enum err
read_numbers(struct ctx *ctx, const struct json_value *v, struct module *m)
{
    bool easy_language = false;
    double hours = 0;

    TRY(json_need_double(ctx, v, "hours", &hours));
    if (!(hours >= 0.25) || hours > MODULE_MINUTES_MAX / 60.0)
        return json_fail(ctx, ERR_INVALID, json_member(v, "hours"), "is %g, expected 0.25 to %d",
                         hours, MODULE_MINUTES_MAX / 60);
    m->minutes = (int32_t)lround(hours * 60);
    TRY(json_need_int(ctx, v, "price_cents", JSON_RANGE(0, MODULE_PRICE_CENTS_MAX), &m->price.n));
    TRY(json_need_bool(ctx, v, "self_paced", &m->self_paced));
    TRY(json_may_bool(ctx, v, "demo", &m->demo));
    TRY(json_may_bool(ctx, v, "easy_language", &easy_language));
    TRY(own_json_accessibility(ctx, v, &m->accessibility));
    if (easy_language)
        m->accessibility |= (uint32_t)1 << ACCESS_EASY_LANGUAGE;
    return OK;
}

static enum err
read_certification(struct ctx *ctx, const struct json_value *v, struct day today,
                   struct certification *ret_certification)
{
    static const char *const keys[] = {"by", "criteria", "valid_weeks_from_today", NULL};
    const struct json_value *c = json_member(v, "certified");
    struct certification got = {{0}, {0}, {0}};
    int64_t weeks = 0;

    if (!json_is_given(c))
        return OK;
    TRY(json_only(ctx, c, keys));
    TRY(json_need_text(ctx, c, "by", MODULE_TITLE_BYTES_MAX, &got.by));
    TRY(json_need_text(ctx, c, "criteria", MODULE_SUMMARY_BYTES_MAX, &got.criteria));
    TRY(json_need_int(ctx, c, "valid_weeks_from_today", JSON_RANGE(-520, 520), &weeks));
    got.valid_until = day_plus(today, (int)weeks * 7);
    *ret_certification = got;
    return OK;
}

static enum err
read_links(struct ctx *ctx, const struct json_value *v, struct module_draft *d)
{
    const struct json_value *list = NULL;
    int64_t weeks = 0;

    TRY(json_need_array(ctx, v, "target_groups", MODULE_LINKS_MAX, &list));
    TRY(own_json_codes(ctx, list, &d->target_groups, &d->target_groups_len));
    TRY(json_need_array(ctx, v, "excludes", MODULE_LINKS_MAX, &list));
    TRY(own_json_codes(ctx, list, &d->excludes, &d->excludes_len));
    TRY(own_json_code_or_null(ctx, v, "chain_after", &d->chain_after));
    TRY(own_json_code_or_null(ctx, v, "follows", &d->follows));
    if (json_is_given(json_member(v, "follow_within_weeks")))
        TRY(json_need_int(ctx, v, "follow_within_weeks", JSON_RANGE(1, PLAN_WEEKS_MAX), &weeks));
    d->module.follow_within_weeks = (int16_t)weeks;
    if ((d->module.format == FORMAT_FOLLOW_UP) != (d->follows.len > 0))
        return json_fail(ctx, ERR_INVALID, v,
                         "\"follows\" is for the format follow_up, and only it");
    if (weeks > 0 && d->follows.len == 0)
        return json_fail(ctx, ERR_INVALID, v, "\"follow_within_weeks\" without \"follows\"");
    return OK;
}

/* "09:00" to minutes after midnight. */
static enum err
read_time(struct ctx *ctx, const struct json_value *v, const char *key, int16_t *ret_minute)
{
    struct slice s = {0};
    int64_t hour = 0;
    int64_t minute = 0;

    TRY(json_need_text(ctx, v, key, CODE_BYTES_MAX, &s));
    if (s.len != 5 || s.at[2] != ':' || slice_int(slice_sub(s, 0, 2), 0, 23, &hour) != OK ||
        slice_int(slice_sub(s, 3, 2), 0, 59, &minute) != OK)
        return json_fail(ctx, ERR_INVALID, json_member(v, key), "\"%.*s\" is no time like 09:00",
                         SLICE_ARG(s));
    *ret_minute = (int16_t)(hour * 60 + minute);
    return OK;
}

/* Sessions of one delivery; their days count from the Monday of its first week. */
static enum err
read_sessions(struct ctx *ctx, const struct json_value *v, struct session **ret_sessions,
              int *ret_len)
{
    static const char *const keys[] = {"day", "from", "to", NULL};
    const struct json_value *list = NULL;
    struct session *sessions;

    TRY(json_need_array(ctx, v, "sessions", RUN_SESSIONS_MAX, &list));
    if (list->len == 0)
        return json_fail(ctx, ERR_INVALID, list, "is empty");
    sessions = own_json_array(ctx, struct session, list->len);
    if (sessions == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        const struct json_value *s = &list->items[i];
        const struct session *before = i > 0 ? &sessions[i - 1] : NULL;
        int64_t day = 0;

        TRY(json_only(ctx, s, keys));
        TRY(json_need_int(ctx, s, "day", JSON_RANGE(0, 7 * PLAN_WEEKS_MAX), &day));
        TRY(read_time(ctx, s, "from", &sessions[i].from_minute));
        TRY(read_time(ctx, s, "to", &sessions[i].to_minute));
        sessions[i].day.n = (int32_t)day;
        if (sessions[i].to_minute <= sessions[i].from_minute)
            return json_fail(ctx, ERR_INVALID, s, "ends before it begins");
        if (before != NULL &&
            (day < before->day.n ||
             (day == before->day.n && sessions[i].from_minute < before->to_minute)))
            return json_fail(ctx, ERR_INVALID, s, "is not after the session before it");
    }
    *ret_sessions = sessions;
    *ret_len = (int)list->len;
    return OK;
}

/* A series of deliveries, before it is rolled out. */
struct series {
    int64_t starts;
    int64_t every;
    int64_t times;
    int64_t seats;
    int64_t seats_min;
    struct slice venue;
    const struct json_value *taken;
    struct session *sessions;
    int sessions_len;
};

static enum err
read_series(struct ctx *ctx, const struct json_value *v, bool local, struct series *s)
{
    static const char *const keys[] = {
        "starts_in_weeks", "repeat_every_weeks", "times", "sessions", "venue",
        "seats",           "seats_min",          "taken", NULL};

    TRY(json_only(ctx, v, keys));
    TRY(json_need_int(ctx, v, "starts_in_weeks", JSON_RANGE(0, PLAN_WEEKS_MAX), &s->starts));
    TRY(json_need_int(ctx, v, "times", JSON_RANGE(1, MODULE_RUNS_MAX), &s->times));
    s->every = 0;
    if (s->times > 1 || json_is_given(json_member(v, "repeat_every_weeks")))
        TRY(json_need_int(ctx, v, "repeat_every_weeks", JSON_RANGE(s->times > 1, PLAN_WEEKS_MAX),
                          &s->every));
    if (s->starts + (s->times - 1) * s->every > PLAN_WEEKS_MAX)
        return json_fail(ctx, ERR_INVALID, v, "the last delivery is more than %d weeks away",
                         PLAN_WEEKS_MAX);
    TRY(json_need_int(ctx, v, "seats", JSON_RANGE(1, SEATS_MAX), &s->seats));
    s->seats_min = 0; /* none stated */
    if (json_is_given(json_member(v, "seats_min")))
        TRY(json_need_int(ctx, v, "seats_min", JSON_RANGE(0, s->seats), &s->seats_min));
    TRY(own_json_code_or_null(ctx, v, "venue", &s->venue));
    if (local != (s->venue.len > 0))
        return json_fail(ctx, ERR_INVALID, v, local ? "needs a venue" : "is online, without venue");
    TRY(json_need_array(ctx, v, "taken", MODULE_RUNS_MAX, &s->taken));
    if (s->taken->len != (size_t)s->times)
        return json_fail(ctx, ERR_INVALID, s->taken, "has %zu numbers for %lld deliveries",
                         s->taken->len, (long long)s->times);
    return read_sessions(ctx, v, &s->sessions, &s->sessions_len);
}

static enum err
run_code(struct ctx *ctx, size_t series, int64_t delivery, struct slice *ret_code)
{
    char code[CODE_BYTES_MAX];
    int n = snprintf(code, sizeof code, "%zu-%lld", series + 1, (long long)delivery + 1);

    return arena_copy(ctx->arena, (struct slice){code, (size_t)n}, ret_code);
}

static enum err
make_run(struct ctx *ctx, const struct series *s, int64_t delivery, struct day today,
         struct run *run)
{
    struct day monday = day_plus(day_monday(today), (int)(7 * (s->starts + delivery * s->every)));
    int64_t taken = 0;

    TRY(json_as_int(ctx, &s->taken->items[delivery], JSON_RANGE(0, s->seats), &taken));
    run->seats = (int32_t)s->seats;
    run->taken = (int32_t)taken;
    run->seats_min = (int32_t)s->seats_min;
    run->sessions_len = s->sessions_len;
    run->sessions = own_json_array(ctx, struct session, (size_t)s->sessions_len);
    if (run->sessions == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < s->sessions_len; i++) {
        run->sessions[i] = s->sessions[i];
        run->sessions[i].day = day_plus(monday, s->sessions[i].day.n);
    }
    run->first = run->sessions[0].day;
    run->last = run->sessions[s->sessions_len - 1].day;
    return OK;
}

struct dated {
    struct run run;
    struct slice venue;
};

static int
by_first_day(const void *a, const void *b)
{
    const struct dated *x = a;
    const struct dated *y = b;

    if (x->run.first.n != y->run.first.n)
        return x->run.first.n < y->run.first.n ? -1 : 1;
    return slice_cmp(x->run.code, y->run.code);
}

static enum err
roll_out(struct ctx *ctx, const struct json_value *list, struct day today, struct module_draft *d)
{
    struct dated *all = own_json_array(ctx, struct dated, (size_t)MODULE_RUNS_MAX);
    struct module *m = &d->module;
    size_t len = 0;

    if (all == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++) {
        struct series s = {0};

        TRY(read_series(ctx, &list->items[i], module_format_is_local(m->format), &s));
        for (int64_t k = 0; k < s.times; k++) {
            if (len == MODULE_RUNS_MAX)
                return json_fail(ctx, ERR_INVALID, list, "more than %d deliveries",
                                 MODULE_RUNS_MAX);
            all[len].venue = s.venue;
            TRY(make_run(ctx, &s, k, today, &all[len].run));
            if (run_code(ctx, i, k, &all[len].run.code) != OK)
                return fail(ctx, ERR_LIMIT, "no memory left for the runs");
            len++;
        }
    }
    qsort(all, len, sizeof *all, by_first_day);
    m->runs = own_json_array(ctx, struct run, len);
    d->run_venues = own_json_array(ctx, struct slice, len);
    if (m->runs == NULL || d->run_venues == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < len; i++) {
        m->runs[i] = all[i].run;
        d->run_venues[i] = all[i].venue;
    }
    m->runs_len = (int)len;
    return OK;
}

static enum err
read_runs(struct ctx *ctx, const struct json_value *v, struct day today, struct module_draft *d)
{
    const struct json_value *list = NULL;

    TRY(json_need_array(ctx, v, "runs", MODULE_RUNS_MAX, &list));
    if (d->module.self_paced != (list->len == 0))
        return json_fail(ctx, ERR_INVALID, list, "a module is self-paced or has runs");
    return list->len > 0 ? roll_out(ctx, list, today, d) : OK;
}

static enum err
read_module(struct ctx *ctx, const struct json_value *v, const struct catalogue_base *base,
            struct module_draft *d)
{
    static const char *const keys[] = {"code",          "title",
                                       "summary",       "description",
                                       "format",        "language",
                                       "hours",         "easy_language",
                                       "price_cents",   "kind",
                                       "topics",        "target_groups",
                                       "gives",         "needs",
                                       "chain_after",   "follows",
                                       "excludes",      "follow_within_weeks",
                                       "certified",     "certificate",
                                       "accessibility", "self_paced",
                                       "runs",          "demo",
                                       "url",           NULL};
    struct module *m = &d->module;

    d->line = v->line;
    d->provider = base->provider;
    TRY(json_only(ctx, v, keys));
    TRY(own_json_code(ctx, v, "code", &m->code));
    TRY(own_json_once(ctx, v, "code"));
    TRY(read_words(ctx, v, m));
    TRY(read_numbers(ctx, v, m));
    TRY(topics_json_set(ctx, base->topics, v, &m->topics));
    TRY(read_gives(ctx, v, base->framework, m));
    TRY(read_needs(ctx, v, base->framework, m));
    TRY(read_certification(ctx, v, base->today, &m->certification));
    TRY(read_links(ctx, v, d));
    TRY(read_runs(ctx, v, base->today, d));
    if (!module_is_sound(m))
        return json_fail(ctx, ERR_INVALID, v, "does not hold together");
    return OK;
}

enum err
modules_json_read(struct ctx *ctx, struct slice bytes, const struct catalogue_base *base,
                  struct module_draft_list *ret_modules)
{
    static const char *const keys[] = {"format", "note", "modules", NULL};
    const struct json_value *top = NULL;
    const struct json_value *list = NULL;
    struct module_draft_list modules = {0};

    TRY(own_json_open(ctx, bytes, "kommunalcampus-modules/1", &top));
    TRY(json_only(ctx, top, keys));
    TRY(json_need_array(ctx, top, "modules", CATALOGUE_FILE_MODULES_MAX, &list));
    modules.drafts = own_json_array(ctx, struct module_draft, list->len);
    if (modules.drafts == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < list->len; i++)
        TRY(read_module(ctx, &list->items[i], base, &modules.drafts[i]));
    modules.len = (int)list->len;
    *ret_modules = modules;
    return OK;
}

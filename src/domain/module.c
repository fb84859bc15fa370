/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/module.h"

static const char *const FORMAT_CODES[FORMATS] = {"mooc", "on_demand", "in_person", "live_online",
                                                  "follow_up"};
static const char *const ACCESSIBILITY_CODES[ACCESSIBILITIES] = {
    "captions",      "transcript", "screen_reader",  "keyboard", "sign_language",
    "easy_language", "wheelchair", "induction_loop", "lift",     "accessible_toilet"};
static const char *const KIND_CODES[MODULE_KINDS] = {"basic", "intensive", "bonus"};
static const char *const CERTIFICATE_CODES[CERTIFICATES] = {"none", "participation", "graded"};

static enum err
code_parse(struct slice code, const char *const *codes, int codes_len, int *ret_number)
{
    for (int i = 0; i < codes_len; i++) {
        if (slice_is(code, codes[i])) {
            *ret_number = i;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

const char *
module_format_code(enum module_format format)
{
    assert(format >= FORMAT_MOOC && format < FORMATS);
    return FORMAT_CODES[format];
}

enum err
module_format_parse(struct slice code, enum module_format *ret_format)
{
    int n;

    TRY(code_parse(code, FORMAT_CODES, FORMATS, &n));
    *ret_format = (enum module_format)n;
    return OK;
}

const char *
accessibility_code(enum accessibility a)
{
    assert(a >= ACCESS_CAPTIONS && a < ACCESSIBILITIES);
    return ACCESSIBILITY_CODES[a];
}

enum err
accessibility_parse(struct slice code, enum accessibility *ret_feature)
{
    int n;

    TRY(code_parse(code, ACCESSIBILITY_CODES, ACCESSIBILITIES, &n));
    *ret_feature = (enum accessibility)n;
    return OK;
}

const char *
module_kind_code(enum module_kind kind)
{
    assert(kind >= KIND_BASIC && kind < MODULE_KINDS);
    return KIND_CODES[kind];
}

enum err
module_kind_parse(struct slice code, enum module_kind *ret_kind)
{
    int n;

    TRY(code_parse(code, KIND_CODES, MODULE_KINDS, &n));
    *ret_kind = (enum module_kind)n;
    return OK;
}

const char *
module_certificate_code(enum module_certificate c)
{
    assert(c >= CERTIFICATE_NONE && c < CERTIFICATES);
    return CERTIFICATE_CODES[c];
}

enum err
module_certificate_parse(struct slice code, enum module_certificate *ret_certificate)
{
    int n;

    TRY(code_parse(code, CERTIFICATE_CODES, CERTIFICATES, &n));
    *ret_certificate = (enum module_certificate)n;
    return OK;
}

bool
module_format_is_local(enum module_format format)
{
    return format == FORMAT_IN_PERSON;
}

bool
run_is_sound(const struct run *r)
{
    if (r->first.n > r->last.n || r->seats < 0 || r->seats > SEATS_MAX || r->taken < 0 ||
        r->taken > r->seats || r->seats_min < 0 || r->seats_min > r->seats)
        return false;
    if (r->sessions_len < 0 || r->sessions_len > RUN_SESSIONS_MAX)
        return false;
    for (int i = 0; i < r->sessions_len; i++) {
        const struct session *s = &r->sessions[i];

        if (s->day.n < r->first.n || s->day.n > r->last.n || s->from_minute < 0 ||
            s->to_minute <= s->from_minute || s->to_minute > 24 * 60)
            return false;
        if (i > 0 && (s->day.n < s[-1].day.n ||
                      (s->day.n == s[-1].day.n && s->from_minute < s[-1].to_minute)))
            return false;
    }
    return true;
}

int32_t
run_seats_free(const struct run *r)
{
    assert(r->taken <= r->seats);
    return r->seats - r->taken;
}

static bool
levels_are_sound(const struct module *m)
{
    if (m->gives_len < 0 || m->gives_len > MODULE_LEVELS_MAX || m->needs_len < 0 ||
        m->needs_len > MODULE_LEVELS_MAX)
        return false;
    for (int i = 0; i < m->gives_len; i++) {
        const struct module_gain *g = &m->gives[i];

        if (g->competence.n == 0 || g->competence.n >= COMPETENCES_MAX || g->from >= g->to ||
            g->to > LEVEL_MAX)
            return false;
    }
    for (int i = 0; i < m->needs_len; i++) {
        const struct module_need *n = &m->needs[i];

        if (n->competence.n == 0 || n->competence.n >= COMPETENCES_MAX || n->level < 1 ||
            n->level > LEVEL_MAX)
            return false;
    }
    return true;
}

bool
module_is_sound(const struct module *m)
{
    if (m->code.len == 0 || m->title.len == 0 || m->title.len > MODULE_TITLE_BYTES_MAX ||
        m->summary.len > MODULE_SUMMARY_BYTES_MAX ||
        m->description.len > MODULE_DESCRIPTION_BYTES_MAX)
        return false;
    if (m->format < FORMAT_MOOC || m->format >= FORMATS || m->minutes < 0 ||
        m->minutes > MODULE_MINUTES_MAX || m->price.n < 0 || m->price.n > CENTS_MAX)
        return false;
    if (m->follow_within_weeks < 0 || m->follow_within_weeks > PLAN_WEEKS_MAX)
        return false;
    if (m->runs_len < 0 || m->runs_len > MODULE_RUNS_MAX || !levels_are_sound(m))
        return false;
    for (int i = 0; i < m->runs_len; i++) {
        if (!run_is_sound(&m->runs[i]) || (i > 0 && m->runs[i].first.n < m->runs[i - 1].first.n))
            return false;
    }
    return true;
}

bool
module_is_certified(const struct module *m, struct day today)
{
    return m->certification.by.len > 0 && today.n <= m->certification.valid_until.n;
}

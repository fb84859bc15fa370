/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/criteria.h"

#include "base/text.h"
#include "domain/organisation_code.h"

enum { NUMBER_BYTES = 4 }; /* "-40", and one to spare */

static void
add(struct criteria_faults *f, enum criteria_field field, enum criteria_wrong wrong, int at)
{
    assert(f->len < CRITERIA_FAULTS_MAX);
    f->at[f->len++] = (struct criteria_fault){field, wrong, at};
}

static void
check_text(struct criteria_faults *f, struct slice s, size_t bytes_max, struct criteria_fault where)
{
    if (slice_trim(s).len == 0)
        add(f, where.field, CRITERIA_MISSING, where.at);
    else if (s.len > bytes_max)
        add(f, where.field, CRITERIA_LONG, where.at);
}

static bool
is_code(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.at[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return s.len > 0 && s.len <= CODE_BYTES_MAX;
}

static void
check_code(struct criteria_faults *f, const struct criteria *c, int at)
{
    if (!is_code(c->at[at].code)) {
        add(f, CRITERIA_CODE, CRITERIA_MISSING, at);
        return;
    }
    for (int i = 0; i < at; i++) {
        if (slice_eq(c->at[i].code, c->at[at].code)) {
            add(f, CRITERIA_CODE, CRITERIA_TWICE, at);
            return;
        }
    }
}

static void
check_title(struct criteria_faults *f, const struct criteria *c, int at)
{
    struct slice title = c->at[at].title;

    check_text(f, title, CRITERION_TITLE_BYTES_MAX,
               (struct criteria_fault){.field = CRITERIA_TITLE, .at = at});
    for (int i = 0; i < at && title.len > 0 && title.len <= CRITERION_TITLE_BYTES_MAX; i++) {
        if (slice_eq(slice_trim(c->at[i].title), slice_trim(title))) {
            add(f, CRITERIA_TITLE, CRITERIA_TWICE, at);
            return;
        }
    }
}

void
criteria_check(const struct criteria *c, struct criteria_faults *ret_faults)
{
    ret_faults->len = 0;
    check_text(ret_faults, c->name, CRITERION_TITLE_BYTES_MAX,
               (struct criteria_fault){.field = CRITERIA_NAME, .at = -1});
    if (c->len == 0)
        add(ret_faults, CRITERIA_LIST, CRITERIA_MISSING, -1);
    if (c->len > CRITERIA_MAX)
        add(ret_faults, CRITERIA_LIST, CRITERIA_LONG, -1);
    for (int i = 0; i < c->len && i < CRITERIA_MAX; i++) {
        check_code(ret_faults, c, i);
        check_title(ret_faults, c, i);
        check_text(ret_faults, c->at[i].text, CRITERION_TEXT_BYTES_MAX,
                   (struct criteria_fault){.field = CRITERIA_TEXT, .at = i});
    }
}

bool
criteria_has(const struct criteria *c, struct slice code)
{
    for (int i = 0; i < c->len; i++) {
        if (slice_eq(c->at[i].code, code))
            return true;
    }
    return false;
}

/* "ziele", "ziele-2" ...: of CRITERIA_MAX one is free. */
static enum err
name_one(struct arena *a, const struct criteria *c, struct slice title, struct slice *ret_code)
{
    struct slice stem = SLICE("kriterium");
    enum err e = organisation_code_of(a, title, &stem);

    if (e != OK && e != ERR_INVALID)
        return e;
    TRY(organisation_code_fit(a, stem, CODE_BYTES_MAX - NUMBER_BYTES, &stem));
    *ret_code = stem;
    for (int n = 2; criteria_has(c, *ret_code); n++) {
        struct text t = text_init(a, CODE_BYTES_MAX);

        text_printf(&t, "%.*s-%d", SLICE_ARG(stem), n);
        TRY(text_end(&t, ret_code));
    }
    return OK;
}

enum err
criteria_name_codes(struct arena *a, struct criteria *c)
{
    for (int i = 0; i < c->len; i++) {
        struct slice code = SLICE("");

        if (c->at[i].code.len > 0)
            continue;
        TRY(name_one(a, c, c->at[i].title, &code));
        c->at[i].code = code;
    }
    return OK;
}

enum criteria_news
criteria_news_of(const struct criteria *before, const struct criteria *now, int at)
{
    const struct criterion *n = &now->at[at];

    for (int i = 0; i < before->len; i++) {
        const struct criterion *b = &before->at[i];

        if (slice_eq(b->code, n->code))
            return slice_eq(b->title, n->title) && slice_eq(b->text, n->text) &&
                           b->required == n->required
                       ? CRITERION_SAME
                       : CRITERION_CHANGED;
    }
    return CRITERION_NEW;
}

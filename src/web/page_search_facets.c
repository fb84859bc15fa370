/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdlib.h>
#include <string.h>

#include "service/browse_service.h"
#include "web/page_search.h"
#include "web/words.h"

enum { CHOICES_SHOWN = 8 };

/* How one facet of the search becomes a group of the form. */
struct facet_plan {
    enum search_facet_kind kind;
    const char *name;
    enum say_key title;
    bool one_only;
    bool open;
};

static const struct facet_plan plans[] = {
    {FACET_FORMAT, "format", SAY_SEARCH_FACET_FORMAT, false, true},
    {FACET_TOPIC, "thema", SAY_SEARCH_FACET_TOPIC, false, true},
    {FACET_PRICE, "preis", SAY_SEARCH_FACET_PRICE, true, true},
    {FACET_HOURS, "dauer", SAY_SEARCH_FACET_HOURS, true, false},
    {FACET_BAND, "stufe", SAY_SEARCH_FACET_BAND, false, true},
    {FACET_AREA, "bereich", SAY_SEARCH_FACET_AREA, false, false},
    {FACET_COMPETENCE, "kompetenz", SAY_SEARCH_FACET_COMPETENCE, false, false},
    {FACET_ACCESSIBILITY, "barrierefrei", SAY_SEARCH_FACET_ACCESSIBILITY, false, false},
    {FACET_LANGUAGE, "sprache", SAY_SEARCH_FACET_LANGUAGE, false, false},
    {FACET_START, "beginn", SAY_SEARCH_FACET_START, true, false},
    {FACET_STATE, "land", SAY_SEARCH_FACET_STATE, false, false},
    {FACET_LEVEL, "niveau", SAY_SEARCH_FACET_LEVEL, false, false},
    {FACET_PROVIDER, "anbieter", SAY_SEARCH_FACET_PROVIDER, false, false},
};

static struct slice
end(const struct text *t)
{
    struct slice s;

    return text_end(t, &s) == OK ? s : (struct slice){"", 0};
}

static struct slice
number(struct arena *a, int64_t n)
{
    struct text t = text_init(a, 24);

    text_int(&t, n);
    return end(&t);
}

static struct slice
say_one(const struct page *page, enum say_key key, struct say_arg arg)
{
    struct text t = text_init(page->req->arena, 4096);

    say_put(&t, page->lang, key, &arg, 1);
    return end(&t);
}

static struct slice
price_label(const struct page *page, int64_t cents)
{
    if (cents == 0)
        return page_say(page, SAY_PARTS_FREE);
    return say_one(page, SAY_SEARCH_UP_TO_EUROS, SAY_AS_INT(cents / 100));
}

static struct slice
hours_label(const struct page *page, int64_t minutes)
{
    return say_one(page, SAY_SEARCH_UP_TO_HOURS, SAY_AS_INT(minutes / 60));
}

static struct slice
start_label(const struct page *page, int64_t days)
{
    return say_one(page, SAY_SEARCH_WITHIN_DAYS, SAY_AS_INT(days));
}

/* Names of the catalogue: in English where there are English ones. */
static struct slice
english_name(const struct page *page, enum search_facet_kind kind, const struct search_value *v)
{
    if (kind == FACET_TOPIC) {
        const struct topic *t = browse_topic_by_code(page->snap, v->code);

        return t == NULL ? v->name : page_name(page, t->name_de, t->name_en);
    }
    if (kind == FACET_COMPETENCE) {
        const struct competence *c =
            browse_competence(page->snap, (struct competence_id){(uint16_t)v->value});

        return c == NULL ? v->name : page_name(page, c->name_de, c->name_en);
    }
    return v->name;
}

static struct facet_choice
make_choice(const struct page *page, enum search_facet_kind kind, const struct search_value *v)
{
    struct arena *a = page->req->arena;
    struct facet_choice c = {.value = v->code, .count = v->count, .chosen = v->chosen};

    c.label = english_name(page, kind, v);
    if (kind == FACET_FORMAT) {
        c.value = slice_of(module_format_code((enum module_format)v->value));
        c.label = page_say(page, words_format((enum module_format)v->value));
    } else if (kind == FACET_AREA) {
        c.value = slice_of(competence_area_code((enum competence_area)v->value));
        c.label = page_say(page, words_area((enum competence_area)v->value));
    } else if (kind == FACET_BAND) {
        c.value = number(a, v->value + 1);
        c.label = page_say(page, words_band((int)v->value));
    } else if (kind == FACET_ACCESSIBILITY) {
        c.value = slice_of(accessibility_code((enum accessibility)v->value));
        c.label = page_say(page, words_accessibility((enum accessibility)v->value));
    } else if (kind == FACET_LANGUAGE) {
        c.label = page_say(page, words_language(v->code));
    } else if (kind == FACET_START) {
        c.value = number(a, v->value);
        c.label = start_label(page, v->value);
    } else if (kind == FACET_STATE) {
        c.value = number(a, v->value);
        c.label = v->value == 0 ? page_say(page, SAY_SEARCH_STATE_ONLINE) : v->name;
    } else if (kind == FACET_LEVEL) {
        c.value = number(a, v->value);
        c.label = v->value == 0 ? page_say(page, SAY_SEARCH_LEVEL_NONE)
                                : say_one(page, SAY_SEARCH_LEVEL, SAY_AS_INT(v->value));
    } else if (kind == FACET_PRICE) {
        c.value = number(a, v->value / 100);
        c.label = price_label(page, v->value);
    } else if (kind == FACET_HOURS) {
        c.value = number(a, v->value / 60);
        c.label = hours_label(page, v->value);
    }
    return c;
}

/* Chosen ones first, then the most frequent: only where the order has no meaning. */
static int
by_use(const void *left, const void *right)
{
    const struct facet_choice *a = left;
    const struct facet_choice *b = right;

    if (a->chosen != b->chosen)
        return a->chosen ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return slice_cmp(a->label, b->label);
}

static bool
is_sorted_by_use(enum search_facet_kind kind)
{
    return kind == FACET_TOPIC || kind == FACET_COMPETENCE || kind == FACET_PROVIDER ||
           kind == FACET_ACCESSIBILITY || kind == FACET_STATE;
}

static enum err
add_facet(struct page_search *p, const struct facet_plan *plan)
{
    const struct search_facet *from = &p->answer->result.facets[plan->kind];
    struct facet *f = &p->facets[p->facets_len];

    if (from->values_len == 0)
        return OK;
    *f = (struct facet){.name = plan->name, .title = plan->title, .one_only = plan->one_only};
    f->choices = arena_array(p->page->req->arena, struct facet_choice, (size_t)from->values_len);
    if (f->choices == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < from->values_len; i++) {
        struct facet_choice c = make_choice(p->page, plan->kind, &from->values[i]);

        f->chosen += c.chosen;
        f->choices[f->choices_len++] = c;
    }
    if (is_sorted_by_use(plan->kind))
        qsort(f->choices, (size_t)f->choices_len, sizeof *f->choices, by_use);
    if (f->choices_len > CHOICES_SHOWN + 2) {
        f->more = f->choices + CHOICES_SHOWN;
        f->more_len = f->choices_len - CHOICES_SHOWN;
        f->choices_len = CHOICES_SHOWN;
    }
    f->has_min = plan->kind == FACET_HOURS;
    f->min = f->has_min ? p->form->hours_min : 0;
    f->open = plan->open || f->chosen > 0 || f->min > 0;
    p->facets_len++;
    return OK;
}

enum err
page_search_facets(struct page_search *p)
{
    for (size_t i = 0; i < ARRAY_LEN(plans); i++)
        TRY(add_facet(p, &plans[i]));
    return OK;
}

static struct slice
day_label(const struct page *page, enum say_key key, struct slice typed)
{
    struct day d;

    if (day_parse_iso(typed, &d) != OK && day_parse_german(typed, &d) != OK)
        return (struct slice){"", 0};
    return say_one(page, key, SAY_AS_DAY(d));
}

/* Of a value that stands in a facet: the words it has there. */
static struct slice
label_in_facets(const struct page_search *p, const struct search_param *param)
{
    for (int i = 0; i < p->facets_len; i++) {
        const struct facet *f = &p->facets[i];

        if (strcmp(f->name, param->name) != 0)
            continue;
        for (int k = 0; k < f->choices_len + f->more_len; k++) {
            if (slice_eq(f->choices[k].value, param->value))
                return f->choices[k].label;
        }
    }
    return param->value;
}

static struct slice
chip_label(const struct page_search *p, const struct search_param *param)
{
    const struct page *page = p->page;

    if (strcmp(param->name, "von") == 0)
        return day_label(page, SAY_SEARCH_CHIP_FROM, param->value);
    if (strcmp(param->name, "bis") == 0)
        return day_label(page, SAY_SEARCH_CHIP_UNTIL, param->value);
    if (strcmp(param->name, "frei") == 0)
        return page_say(page, SAY_SEARCH_FREE_SEATS);
    if (strcmp(param->name, "zertifiziert") == 0)
        return page_say(page, SAY_SEARCH_CERTIFIED);
    if (strcmp(param->name, "vorort") == 0)
        return page_say(page, SAY_SEARCH_ON_SITE);
    if (strcmp(param->name, "preis") == 0)
        return price_label(page, p->form->price_euros * 100);
    if (strcmp(param->name, "dauer") == 0)
        return hours_label(page, p->form->hours * 60);
    if (strcmp(param->name, "dauer_ab") == 0)
        return say_one(page, SAY_SEARCH_FROM_HOURS, SAY_AS_INT(p->form->hours_min));
    if (strcmp(param->name, "beginn") == 0)
        return start_label(page, p->form->start_days);
    return label_in_facets(p, param);
}

enum err
page_search_chips(struct page_search *p)
{
    static const char *const not_filters[] = {"q", "ort", "umkreis", "sort"};
    struct arena *a = p->page->req->arena;

    p->chips = arena_array(a, struct search_chip, SEARCH_PARAMS_MAX);
    if (p->chips == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < p->form->params_len; i++) {
        const struct search_param *param = &p->form->params[i];
        struct search_change change = {.without = param->name, .value = param->value};
        struct search_chip chip = {.label = chip_label(p, param)};
        bool is_filter = chip.label.len > 0;

        for (size_t k = 0; k < ARRAY_LEN(not_filters); k++)
            is_filter = is_filter && strcmp(param->name, not_filters[k]) != 0;
        if (!is_filter)
            continue;
        chip.url = search_form_url(a, p->form, change);
        p->chips[p->chips_len++] = chip;
    }
    return OK;
}

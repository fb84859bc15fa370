/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a course costs. The price of the course is its cheapest offer in euros
 * for "course", else for "complete", else without category; "certificate" is kept
 * apart. Payments that repeat count as often as the course lasts. Where no offer
 * names a price, the access decides: "free" is free, "paid" is a record that we
 * cannot take (it would be shown as free), nothing said is taken as free and noted.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "exchange/moochub_parts.h"

enum { PRICE_COURSE, PRICE_COMPLETE, PRICE_UNNAMED, PRICE_CERTIFICATE, PRICES };

/* A number, or a text like "49,00 EUR"; false and a note otherwise. */
static bool
read_amount(const struct moochub_reader *r, const struct json_value *v, int64_t *ret_cents)
{
    struct slice s = json_loose_text(v);
    struct cents c = {0};
    double n;

    if (!json_is_given(v) || (v->kind == JSON_KIND_TEXT && s.len == 0))
        return false;
    if (v->kind == JSON_KIND_TEXT) {
        if (s.len > 3 && slice_eq_ascii_nocase(slice_sub(s, 0, 3), SLICE("EUR")))
            s = slice_trim(slice_sub(s, 3, s.len));
        else if (s.len > 3 && slice_eq_ascii_nocase(slice_sub(s, s.len - 3, 3), SLICE("EUR")))
            s = slice_trim(slice_sub(s, 0, s.len - 3));
        if (cents_parse(s, &c) != OK || c.n > MODULE_PRICE_CENTS_MAX) {
            moochub_note(r, v, "\"%.*s\" is no price; left out", SLICE_ARG(moochub_excerpt(s, 60)));
            return false;
        }
        *ret_cents = c.n;
        return true;
    }
    n = v->number * 100;
    if ((v->kind != JSON_KIND_INT && v->kind != JSON_KIND_DOUBLE) || !(n >= 0) ||
        n > MODULE_PRICE_CENTS_MAX) {
        moochub_note(r, v, "is no price; left out");
        return false;
    }
    *ret_cents = (int64_t)llround(n);
    return true;
}

/* How often a price is due over the length of the course. */
static double
times_due(struct slice frequency, double days)
{
    static const struct {
        const char *name;
        double days;
    } table[] = {{"weekly", 7},
                 {"monthly", 30.4375},
                 {"quarterly", 91.3125},
                 {"half-yearly", 182.625},
                 {"by semester", 182.625},
                 {"yearly", 365.25}};

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (slice_eq_ascii_nocase(frequency, slice_of(table[i].name)))
            return days > 0 ? ceil(days / table[i].days - 0.01) : 1;
    }
    return 1;
}

static int
category_of(const struct json_value *offer)
{
    struct slice c = json_loose_text(moochub_member(offer, "category"));

    if (slice_eq_ascii_nocase(c, SLICE("certificate")))
        return PRICE_CERTIFICATE;
    if (slice_eq_ascii_nocase(c, SLICE("complete")))
        return PRICE_COMPLETE;
    return slice_eq_ascii_nocase(c, SLICE("course")) ? PRICE_COURSE : PRICE_UNNAMED;
}

static void
read_offer(const struct moochub_reader *r, const struct json_value *offer, double days,
           int64_t prices[PRICES])
{
    const struct json_value *v =
        offer->kind == JSON_KIND_OBJECT ? moochub_member(offer, "price amount") : offer;
    struct slice currency = json_loose_text(moochub_member(offer, "pricecurrency currency"));
    struct slice frequency = json_loose_text(moochub_member(offer, "paymentfrequency"));
    double times = times_due(frequency, days);
    int category = category_of(offer);
    int64_t cents = 0;

    if (!read_amount(r, v, &cents))
        return;
    if (cents > 0 && currency.len > 0 && !slice_eq_ascii_nocase(currency, SLICE("EUR"))) {
        moochub_note(r, offer, "price in %.*s, not in euros; left out",
                     SLICE_ARG(moochub_excerpt(currency, 10)));
        return;
    }
    if (times > 1 && (double)cents * times <= MODULE_PRICE_CENTS_MAX) {
        cents = (int64_t)((double)cents * times);
        moochub_note(r, offer, "price is due %.*s; counted %.0f times", SLICE_ARG(frequency),
                     times);
    }
    if (prices[category] < 0 || cents < prices[category])
        prices[category] = cents;
}

static bool
has_access(const struct moochub_reader *r, const char *word)
{
    const struct json_value *access = moochub_member(r->attributes, "access");

    for (size_t i = 0; i < json_loose_len(access); i++) {
        if (slice_eq_ascii_nocase(json_loose_text(json_loose_item(access, i)), slice_of(word)))
            return true;
    }
    return false;
}

static void
read_certificate(struct moochub_reader *r)
{
    const struct json_value *list =
        moochub_member(r->attributes, "educationalcredentialsawarded educationalcredentialawarded");
    struct module *m = &r->course->draft.module;

    for (size_t i = 0; i < json_loose_len(list); i++) {
        struct slice s = json_loose_text(json_loose_item(list, i));

        if (slice_eq_ascii_nocase(s, SLICE("certificate")) ||
            slice_eq_ascii_nocase(s, SLICE("record of achievement")))
            m->certificate = CERTIFICATE_GRADED;
        else if (s.len > 0 && m->certificate == CERTIFICATE_NONE)
            m->certificate = CERTIFICATE_PARTICIPATION;
    }
}

void
moochub_offers(struct moochub_reader *r, double days)
{
    static const int order[] = {PRICE_COURSE, PRICE_COMPLETE, PRICE_UNNAMED};
    const struct json_value *offers = moochub_member(r->attributes, "offer offers");
    int64_t prices[PRICES] = {-1, -1, -1, -1};
    struct module *m = &r->course->draft.module;

    read_certificate(r);
    for (size_t i = 0; i < json_loose_len(offers) && i < MOOCHUB_LIST_MAX; i++) {
        if (json_is_given(json_loose_item(offers, i)))
            read_offer(r, json_loose_item(offers, i), days, prices);
    }
    r->course->certificate_price.n = prices[PRICE_CERTIFICATE];
    for (size_t i = 0; i < ARRAY_LEN(order) && !r->course->price_stated; i++) {
        if (prices[order[i]] < 0)
            continue;
        m->price.n = prices[order[i]];
        r->course->price_stated = true;
    }
    if (r->course->price_stated)
        return;
    if (has_access(r, "free"))
        r->course->price_stated = true;
    else if (has_access(r, "paid"))
        moochub_skip(r, offers != NULL ? offers : moochub_member(r->attributes, "access"),
                     "the course is paid, but no price in euros is stated");
    else
        moochub_note(r, offers, "no price is stated; taken as free");
}

/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/demo_organisations.h"

#include "domain/landing.h"
#include "domain/organisation_code.h"
#include "storage/landing_store.h"
#include "storage/module_store.h"
#include "storage/municipality_store.h"
#include "storage/organisation_store.h"
#include "storage/provider_store.h"

enum { MEMBER_DAYS = 400 }; /* since when the first one is a member */

/* What some pages say and show; the others have the platform's words. All carry white (ORG-30). */
static const struct {
    const char *ags;
    const char *colour;
    const char *greeting;
    const char *modules[3]; /* codes of blocks; NULL: none */
} PAGES[] = {
    {"08221000",
     "#8c1d2f",
     "Liebe Kolleginnen und Kollegen, zwei Stunden in der Woche geh\xc3\xb6ren Ihnen und dem, was "
     "Sie lernen wollen. Hier finden Sie, was zu Ihrer Arbeit passt. (Beispieltext)",
     {"ki-im-rathaus-verstehen", "cyberlabor", "e-akte-einsteigen"}},
    {"08222000",
     "#1f5c3a",
     "Gemeinsam digital: Auf dieser Seite stehen Lernbausteine, die wir Ihnen besonders empfehlen. "
     "Reden Sie mit Ihrer Leitung \xc3\xbc"
     "ber Ihre Lernzeit. (Beispieltext)",
     {"e-akte-einsteigen", "ki-im-rathaus-verstehen", NULL}},
    {"07314000", "#5a3d8a", "", {"cyberlabor", NULL, NULL}},
};

static enum err
save_page(struct db *db, const struct organisation *o, struct slice ags)
{
    struct landing page = {.greeting = SLICE(""), .colour = SLICE("")};

    for (size_t i = 0; i < ARRAY_LEN(PAGES); i++) {
        if (!slice_is(ags, PAGES[i].ags))
            continue;
        page.greeting = slice_of(PAGES[i].greeting);
        page.colour = slice_of(PAGES[i].colour);
        for (size_t k = 0; k < ARRAY_LEN(PAGES[i].modules) && PAGES[i].modules[k] != NULL; k++) {
            enum err e =
                module_store_id(db, slice_of(PAGES[i].modules[k]), &page.modules[page.modules_len]);

            if (e != ERR_NOT_FOUND)
                TRY(e);
            page.modules_len += e == OK;
        }
    }
    return landing_store_save(db, o->id, db_ctx(db)->now, &page);
}

static struct organisation
organisation_of(const struct municipality *m, struct instant now, int place)
{
    return (struct organisation){
        .kind = ORGANISATION_MUNICIPALITY,
        .name = slice_trim(slice_sub(m->name, 0, slice_find_char(m->name, ','))),
        .state = m->state,
        .municipality = m->id,
        .status = ORGANISATION_ADMITTED,
        .has_admitted_on = true,
        .admitted_on = day_plus(day_of(now), 10 * place - MEMBER_DAYS),
        .shares = 1 + m->population / 10000,
        .employees = -1,
        .leitweg_id = SLICE(""),
        .contact_name = SLICE(""),
        .contact_email = SLICE(""),
        .contact_phone = SLICE(""),
        .created = now,
    };
}

static enum err
save_member(struct db *db, struct slice ags, int place)
{
    struct arena *a = db_ctx(db)->arena;
    struct municipality m = {0};
    struct organisation o;

    TRY(municipality_store_by_ags(db, a, ags, &m));
    o = organisation_of(&m, db_ctx(db)->now, place);
    TRY(organisation_code_of(a, o.name, &o.code));
    TRY(organisation_store_save(db, &o));
    return save_page(db, &o, ags);
}

/* Who is no municipality; two providers are those of the catalogue. All invented. */
static const struct {
    const char *code;
    const char *name;
    enum organisation_kind kind;
    const char *provider; /* in the catalogue; NULL: none */
} OTHERS[] = {
    {"kommunalcampus", "KommunalCampus eG (Demo)", ORGANISATION_COOPERATIVE, NULL},
    {"va-rheinbogen", "Verwaltungsakademie Rheinbogen (Demo)", ORGANISATION_PROVIDER,
     "va-rheinbogen"},
    {"vhs-rheinbogen", "Kreisvolkshochschule Rheinbogen (Demo)", ORGANISATION_PROVIDER,
     "vhs-rheinbogen"},
    {"fachbeirat", "Fachbeirat Weiterbildung (Demo)", ORGANISATION_CERTIFIER, NULL},
    {"landesfoerderung", "Landesf\xc3\xb6rderung Weiterbildung (Demo)", ORGANISATION_FUNDER, NULL},
};

static enum err
save_other(struct db *db, size_t i)
{
    struct organisation o = {
        .code = slice_of(OTHERS[i].code),
        .kind = OTHERS[i].kind,
        .name = slice_of(OTHERS[i].name),
        .state = SLICE(""),
        .status = ORGANISATION_ADMITTED,
        .has_admitted_on = true,
        .admitted_on = day_plus(day_of(db_ctx(db)->now), -MEMBER_DAYS),
        .employees = -1,
        .leitweg_id = SLICE(""),
        .contact_name = SLICE(""),
        .contact_email = SLICE(""),
        .contact_phone = SLICE(""),
        .created = db_ctx(db)->now,
    };

    if (OTHERS[i].provider != NULL)
        TRY(provider_store_id(db, slice_of(OTHERS[i].provider), &o.provider));
    return organisation_store_save(db, &o);
}

enum err
demo_organisations_seed(struct db *db, const struct slice *ags, int len, int *ret_organisations)
{
    for (size_t i = 0; i < ARRAY_LEN(OTHERS); i++)
        TRY(save_other(db, i));
    for (int i = 0; i < len; i++)
        TRY(save_member(db, ags[i], i));
    *ret_organisations = len + (int)ARRAY_LEN(OTHERS);
    return OK;
}

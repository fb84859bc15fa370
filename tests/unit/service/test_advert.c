/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules ADVERT-1 to ADVERT-10 on phrases of the test's own, and on those the program brings. */
#include <stdlib.h>
#include <string.h>

#include "service/advert_service.h"

#include "check.h"

#define PHRASES                                                                                    \
    "[abk\xc3\xbcrzung]\nca\n[anzeige]\n\"m w "                                                    \
    "d\"\n[aufgaben]\nAufgaben\n[anforderungen]\nProfil\n"                                         \
    "[w\xc3\xbcnsche]\nPluspunkte\n[angebot]\nwir bieten\n[bewerbung]\nKontakt\n"                  \
    "[\xc3\xbc"                                                                                    \
    "ber uns]\n\xc3\xbc"                                                                           \
    "ber uns\n[weglassen]\nJobticket\n[wunsch]\nvon Vorteil\n[wunsch nah]\nidealerweise\n"         \
    "[stufe 2]\nGrundkenntnisse\n[stufe 5]\nfundierte\nfundierte Kenntnisse\n[stufe "              \
    "6]\n=Leitung\n"                                                                               \
    "[stufe 5 nah]\nhohe\n[entgelt 5]\n\"EG 11\"\n[entgelt 3]\n\"EG 5\"\n"                         \
    "[D1.3]\nE-Akte\nAkten f\xc3\xbchren\n?Ablage\n[M3.3]\nVergabe\n[M3.2]\nHaushalt*\n[S2.1 "     \
    "nah]\n"                                                                                       \
    "Teamf\xc3\xa4higkeit\n=Team\n"

struct given {
    struct arena *arena;
    struct ctx ctx;
    struct advert_base base;
};

static int
setup(void **state)
{
    struct given *g = calloc(1, sizeof *g);

    if (g == NULL || (g->arena = arena_open(256 << 20)) == NULL)
        return -1;
    g->ctx.arena = g->arena;
    *state = g;
    return advert_library(&g->ctx, &g->base) == OK ? 0 : -1;
}

static int
teardown(void **state)
{
    struct given *g = *state;

    arena_close(g->arena);
    free(g);
    return 0;
}

static const struct advert_need *
need_of(const struct advert_proposal *p, const char *code)
{
    for (int i = 0; i < p->needs_len; i++) {
        if (slice_is(p->needs[i].competence->code, code))
            return &p->needs[i];
    }
    return NULL;
}

static struct advert_proposal
propose(struct given *g, const char *phrases, const char *text)
{
    struct advert_base base = g->base;
    struct advert_proposal p = {.needs_len = -1};

    if (phrases != NULL)
        base.phrases = slice_of(phrases);
    CHECK_ERR(text, advert_propose(&g->ctx, &base, slice_of(text), &p), OK);
    return p;
}

/* ADVERT-4, ADVERT-5, ADVERT-6, ADVERT-7 */
static void
sentences_tell_competences_and_levels(void **state)
{
    static const struct {
        const char *text;
        const char *code;
        int level; /* 0: not proposed at all */
        bool wish;
        enum advert_strength strength;
    } cases[] = {
        {"Erfahrung mit der E-Akte", "D1.3", 4, false, ADVERT_SEEN},
        {"Grundkenntnisse in der E-Akte", "D1.3", 2, false, ADVERT_SEEN},
        {"F\xc3\xbchrung der Akten", "D1.3", 0, false, ADVERT_SEEN}, /* another stem */
        {"Sie f\xc3\xbchren die gro\xc3\x9f"
         "en Akten",
         "D1.3", 4, false, ADVERT_SEEN},
        {"Akten liegen hier und dort und da und f\xc3\xbchren", "D1.3", 0, false, ADVERT_SEEN},
        {"Ablage", "D1.3", 4, false, ADVERT_WEAK},
        {"Ablage. Die Ablage ordnen.", "D1.3", 4, false, ADVERT_SEEN},
        {"E-Akte. Ablage. eAkte.", "D1.3", 4, false, ADVERT_CLEAR},
        {"elektronische Akte", "D1.3", 4, false, ADVERT_SEEN}, /* by its synonym */
        {"Vergaberecht", "M3.3", 4, false, ADVERT_SEEN},       /* as part of a compound */
        {"vergeben", "M3.3", 0, false, ADVERT_SEEN},
        {"Haushaltsplanung", "M3.2", 4, false, ADVERT_SEEN},
        {"Teamleitung", "S2.1", 0, false, ADVERT_SEEN}, /* "=Team" is no part */
        {"im Team", "S2.1", 4, false, ADVERT_SEEN},
        {"fundierte Kenntnisse in Vergabe, Haushalt und E-Akte", "M3.2", 5, false, ADVERT_SEEN},
        {"fundierte Kenntnisse in Vergabe, Teamf\xc3\xa4higkeit", "S2.1", 4, false, ADVERT_SEEN},
        {"Vergabe und hohe Teamf\xc3\xa4higkeit", "S2.1", 5, false, ADVERT_SEEN},
        {"Vergabe und hohe Teamf\xc3\xa4higkeit", "M3.3", 4, false, ADVERT_SEEN},
        {"Grundkenntnisse in Vergabe, fundierte in Haushalt", "M3.3", 2, false, ADVERT_SEEN},
        {"Grundkenntnisse in Vergabe, fundierte in Haushalt", "M3.2", 5, false, ADVERT_SEEN},
        {"Kenntnisse in Vergabe sind von Vorteil", "M3.3", 3, true, ADVERT_SEEN},
        {"Vergabe, idealerweise Haushalt", "M3.3", 4, false, ADVERT_SEEN},
        {"Vergabe, idealerweise Haushalt", "M3.2", 3, true, ADVERT_SEEN},
        {"Pluspunkte\nGrundkenntnisse der Vergabe", "M3.3", 2, true, ADVERT_SEEN},
        {"Vergabe. Kenntnisse der Vergabe sind von Vorteil.", "M3.3", 4, false, ADVERT_CLEAR},
        {"Vergabe nach EG 11", "M3.3", 5, false, ADVERT_SEEN},
        {"Vergabe nach EG 5 oder EG 11", "M3.3", 5, false, ADVERT_SEEN},
        {"Vergabe nach 11 EG", "M3.3", 4, false, ADVERT_SEEN}, /* quoted: in this order */
        {"Mitarbeiter:in Vergabe (m/w/d)", "M3.3", 4, false, ADVERT_SEEN},
        {"Aufgaben\nVergabe\nWir bieten\nTeam und Haushalt", "M3.2", 0, false, ADVERT_SEEN},
        {"Haushalt mit Jobticket", "M3.2", 0, false, ADVERT_SEEN},
        {"Wir haben einen Haushalt.\nAufgaben:\nVergabe", "M3.2", 0, false, ADVERT_SEEN},
        {"Kontakt\nHaushalt\nIhr Profil\nVergabe", "M3.2", 0, false, ADVERT_SEEN},
        {"Kontakt\nHaushalt\nIhr Profil\nVergabe", "M3.3", 4, false, ADVERT_SEEN},
        {"<ul><li>Vergabe</li><li>Grundkenntnisse Haushalt</li></ul>", "M3.2", 2, false,
         ADVERT_SEEN},
    };
    struct given *g = *state;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct advert_proposal p = propose(g, PHRASES, cases[i].text);
        const struct advert_need *n = need_of(&p, cases[i].code);

        CHECK_INT(cases[i].text, n != NULL ? n->level : 0, cases[i].level);
        if (n == NULL)
            continue;
        CHECK_INT(cases[i].text, n->wish, cases[i].wish);
        CHECK_INT(cases[i].text, n->strength, cases[i].strength);
        CHECK_TRUE(cases[i].text, n->quotes_len > 0 && n->quotes_len <= n->sentences);
    }
}

/* ADVERT-8 */
static void
weights_follow_title_and_number(void **state)
{
    struct given *g = *state;
    struct advert_proposal p =
        propose(g, PHRASES,
                "Vergabe (m/w/d)\nIhre Aufgaben:\nE-Akte\nHaushaltsplan\nHaushaltsrecht\n"
                "Ihr Profil\nTeamf\xc3\xa4higkeit ist von Vorteil");

    CHECK_INT("title", need_of(&p, "M3.3")->weight, 5);
    CHECK_INT("twice", need_of(&p, "M3.2")->weight, 4);
    CHECK_INT("once", need_of(&p, "D1.3")->weight, 3);
    CHECK_INT("wish", need_of(&p, "S2.1")->weight, 2);
    CHECK_SLICE("title", p.title, "Vergabe (m/w/d)");
    CHECK_TRUE("an advertisement", p.is_advert);
}

/* ADVERT-3: nothing vanishes; every sentence is read, a heading, or named as left out. */
static void
what_is_left_out_is_shown(void **state)
{
    struct given *g = *state;
    struct advert_proposal p =
        propose(g, PHRASES,
                "Wir sind eine Stadt.\nIhre Aufgaben:\nVergabe\nein Jobticket\n"
                "Wir bieten:\nGleitzeit\nHomeoffice\nKontakt\nFrau Beispiel");
    static const struct {
        const char *sentence;
        enum advert_part part;
    } want[] = {{"Wir sind eine Stadt.", ADVERT_ABOUT},
                {"ein Jobticket", ADVERT_INTRO},
                {"Gleitzeit", ADVERT_OFFER},
                {"Homeoffice", ADVERT_OFFER},
                {"Frau Beispiel", ADVERT_APPLY}};

    CHECK_INT("left out", p.left_out_len, (int)ARRAY_LEN(want));
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        CHECK_SLICE("sentence", p.left_out[i].sentence, want[i].sentence);
        CHECK_INT(want[i].sentence, p.left_out[i].part, want[i].part);
    }
    CHECK_INT("read", p.read, 1);
}

/* ADVERT-10 */
static void
no_advertisement_is_told(void **state)
{
    static const char *const texts[] = {"",
                                        " \n ",
                                        "Zwei Eier trennen und das Mehl unterheben.",
                                        "12345",
                                        "\xe2\x80\xa2 \xe2\x80\xa2",
                                        "Lorem ipsum dolor sit amet"};
    struct given *g = *state;

    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct advert_proposal p = propose(g, NULL, texts[i]);

        CHECK_INT(texts[i], p.needs_len, 0);
        CHECK_INT(texts[i], p.jobs_len, 0);
        CHECK_TRUE(texts[i], !p.is_advert);
    }
}

static void
broken_and_huge_texts_are_refused(void **state)
{
    struct given *g = *state;
    struct advert_proposal p = {.needs_len = -1};
    char *big = arena_alloc(g->arena, HTML_BYTES_MAX + 100, 1);
    struct slice most = {big, ADVERT_BYTES_MAX};
    struct slice more = {big, ADVERT_BYTES_MAX + 1};
    struct slice html = {big, HTML_BYTES_MAX + 1};

    memset(big, 'x', HTML_BYTES_MAX + 100);
    for (size_t i = 0; i < ADVERT_BYTES_MAX; i += 5)
        big[i] = ' ';
    big[ADVERT_BYTES_MAX - 1] = 'x';
    big[0] = 'x';
    CHECK_ERR("most", advert_propose(&g->ctx, &g->base, most, &p), OK);
    CHECK_ERR("more", advert_propose(&g->ctx, &g->base, more, &p), ERR_LIMIT);
    memcpy(big, "<p>Vergabe", 10);
    CHECK_ERR("html", advert_propose(&g->ctx, &g->base, html, &p), ERR_LIMIT);
    html.len = ADVERT_BYTES_MAX + 1000;
    CHECK_ERR("html that is long", advert_propose(&g->ctx, &g->base, html, &p), ERR_LIMIT);
    CHECK_ERR("latin1", advert_propose(&g->ctx, &g->base, SLICE("Vergabe f\xfcr"), &p),
              ERR_INVALID);
    CHECK_ERR("cut", advert_propose(&g->ctx, &g->base, SLICE("Vergabe \xe2\x82"), &p), ERR_INVALID);
    CHECK_ERR("NUL", advert_propose(&g->ctx, &g->base, SLICE("Ver\0gabe"), &p), ERR_INVALID);
    CHECK_ERR("html in latin1", advert_propose(&g->ctx, &g->base, SLICE("<p>f\xfcr</p>"), &p),
              ERR_INVALID);
}

static void
wrong_phrases_are_named_by_line(void **state)
{
    static const struct {
        const char *phrases;
        const char *says;
    } cases[] = {
        {"Vergabe\n", "line 1: a phrase before the first section"},
        {"[M3.3]\n\n[M9.9]\n", "line 3: no section, level or competence"},
        {"[stufe 9]\n", "line 1: no section"},
        {"[stufe 0]\n", "line 1: no section"},
        {"[stufe]\n", "line 1: no section"},
        {"[]\n", "line 1: no section"},
        {"[M3.3\n", "line 1: a section ends with ]"},
        {"[M3.3]\nVergabe\nVERGABE\n", "line 3: a phrase stands twice"},
        {"[M3.3]\n?\n", "line 2: a phrase without words"},
        {"[M3.3]\n*\n", "line 2: a phrase without words"},
        {"[M3.3]\neins zwei drei vier f\xc3\xbcnf sechs\n", "line 2: a phrase has at most"},
        {"[M3.3]\n\xff\n", "not text in UTF-8"},
    };
    struct given *g = *state;

    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct advert_base base = g->base;
        int phrases = 0;

        base.phrases = slice_of(cases[i].phrases);
        ctx_clear(&g->ctx);
        CHECK_ERR(cases[i].phrases, advert_check(&g->ctx, &base, &phrases), ERR_INVALID);
        CHECK_TRUE(cases[i].phrases,
                   strstr(ctx_message(&g->ctx, ERR_INVALID), cases[i].says) != NULL);
        ctx_clear(&g->ctx);
        {
            struct advert_proposal p = {.needs_len = -1};

            CHECK_ERR("used", advert_propose(&g->ctx, &base, SLICE("Vergabe"), &p), ERR_CORRUPT);
            ctx_clear(&g->ctx);
        }
    }
}

static void
what_the_program_brings_is_sound(void **state)
{
    struct given *g = *state;
    int phrases = 0;
    struct advert_proposal p = {.needs_len = 0};

    CHECK_ERR("check", advert_check(&g->ctx, &g->base, &phrases), OK);
    CHECK_TRUE("many", phrases > 500 && phrases <= ADVERT_PHRASES_MAX);
    p = propose(
        g, NULL,
        "Sachbearbeitung B\xc3\xbcrgerb\xc3\xbcro (m/w/d), EG 6\nIhre Aufgaben:\n- Auskunft am "
        "Schalter\n- Pflege des Melderegisters\nIhr Profil:\n- sicherer Umgang mit MS-Office\n"
        "- Teamf\xc3\xa4higkeit");
    CHECK_INT("MS-Office", need_of(&p, "D3.1")->level, 4);
    CHECK_INT("team at the level of the pay", need_of(&p, "S2.1")->level, 3);
    CHECK_TRUE("jobs", p.jobs_len > 0);
    CHECK_SLICE("nearest", p.jobs[0].job->code, "buergerbuero");
    CHECK_TRUE("named", p.jobs[0].named);
}

/* The same text gives the same proposal, whatever was read before. */
static void
proposals_repeat(void **state)
{
    struct given *g = *state;
    static const char text[] = "Leitung der Vergabestelle (m/w/d), EG 11. Haushalt und Vergabe.";
    struct advert_proposal a = propose(g, NULL, text);
    struct advert_proposal b;

    (void)propose(g, PHRASES, "Teamf\xc3\xa4higkeit");
    b = propose(g, NULL, text);
    CHECK_INT("needs", a.needs_len, b.needs_len);
    for (int i = 0; i < a.needs_len; i++) {
        CHECK_INT("competence", a.needs[i].competence->id.n, b.needs[i].competence->id.n);
        CHECK_INT("level", a.needs[i].level, b.needs[i].level);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_tell_competences_and_levels),
        cmocka_unit_test(weights_follow_title_and_number),
        cmocka_unit_test(what_is_left_out_is_shown),
        cmocka_unit_test(no_advertisement_is_told),
        cmocka_unit_test(broken_and_huge_texts_are_refused),
        cmocka_unit_test(wrong_phrases_are_named_by_line),
        cmocka_unit_test(what_the_program_brings_is_sound),
        cmocka_unit_test(proposals_repeat),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}

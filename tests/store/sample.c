/* SPDX-License-Identifier: EUPL-1.2 */
#include "sample.h"

#include <string.h>

#include "storage/feed_store.h"
#include "storage/framework_store.h"
#include "storage/job_profile_store.h"
#include "storage/module_store.h"
#include "storage/provider_store.h"
#include "storage/topic_store.h"

static void
framework_init(struct sample *s)
{
    static const char *const codes[] = {"D1.1", "D1.2", "S2.1"};

    for (int i = 0; i < 3; i++) {
        struct competence *c = &s->competences[i];

        *c = (struct competence){
            .code = slice_of(codes[i]),
            .area = i < 2 ? AREA_DIGITAL : AREA_SOCIAL,
            .group = i < 2 ? SLICE("D1") : SLICE("S2"),
            .digcomp = i < 2 ? slice_of(codes[i] + 1) : (struct slice){0},
            .name_de = SLICE("Größe"),
            .name_en = SLICE("Size"),
            .description = SLICE("Was gemeint ist"),
            .band_text = {SLICE("eins"), SLICE("zwei"), SLICE("drei"), SLICE("vier")},
        };
    }
    s->competences[0].esco[0] = SLICE("http://data.europa.eu/esco/skill/a");
    s->competences[0].esco[1] = SLICE("http://data.europa.eu/esco/skill/b");
    s->competences[0].esco_len = 2;
    s->groups[0] = (struct competence_group){SLICE("D1"), AREA_DIGITAL, SLICE("Info"), SLICE("I")};
    s->groups[1] = (struct competence_group){SLICE("S2"), AREA_SOCIAL, SLICE("Team"), SLICE("T")};
    s->framework = (struct framework){.version = SLICE("2026.1"),
                                      .competences = s->competences,
                                      .competences_len = 3,
                                      .groups = s->groups,
                                      .groups_len = 2};
}

static void
module_init(struct sample *s)
{
    s->sessions[0] = (struct session){{20000}, 540, 720};
    s->sessions[1] = (struct session){{20000}, 780, 960};
    s->sessions[2] = (struct session){{20007}, 540, 720};
    s->runs[0] = (struct run){.code = SLICE("1"),
                              .first = {20000},
                              .last = {20000},
                              .sessions = s->sessions,
                              .sessions_len = 2,
                              .seats = 12,
                              .taken = 3,
                              .seats_min = 6};
    s->runs[1] = (struct run){.code = SLICE("2"),
                              .first = {20007},
                              .last = {20010},
                              .sessions = s->sessions + 2,
                              .sessions_len = 1,
                              .seats = SEATS_MAX};
    s->modules[0] = (struct module){
        .code = SLICE("ki-im-rathaus"),
        .title = SLICE("KI im Rathaus"),
        .summary = SLICE("Kurz gesagt."),
        .description = SLICE("Absatz eins.\n\n- Punkt"),
        .language = SLICE("de"),
        .url = SLICE("https://example.org/ki"),
        .format = FORMAT_IN_PERSON,
        .kind = KIND_INTENSIVE,
        .certificate = CERTIFICATE_GRADED,
        .minutes = 480,
        .price = {18050},
        .gives = s->gives,
        .gives_len = 2,
        .needs = s->needs,
        .needs_len = 1,
        .accessibility = 1u << ACCESS_LIFT | 1u << ACCESS_CAPTIONS,
        .certification = {SLICE("Fachbeirat"), SLICE("Kriterien 1"), {20500}},
        .follow_within_weeks = 4,
        .demo = true,
        .runs = s->runs,
        .runs_len = 2,
    };
    s->modules[1] = (struct module){.code = SLICE("leer"),
                                    .title = SLICE("Leer"),
                                    .language = SLICE("en"),
                                    .format = FORMAT_MOOC,
                                    .self_paced = true};
}

void
sample_init(struct sample *s)
{
    memset(s, 0, sizeof *s);
    s->topics[0] =
        (struct topic){.code = SLICE("ki"), .name_de = SLICE("KI"), .name_en = SLICE("AI")};
    s->topics[1] =
        (struct topic){.code = SLICE("bauen"), .name_de = SLICE("B"), .name_en = SLICE("B")};
    s->topics[2] =
        (struct topic){.code = SLICE("ozg"), .name_de = SLICE("O"), .name_en = SLICE("O")};
    framework_init(s);
    for (int i = 0; i < 2; i++)
        s->jobs[i] = (struct job_profile){.code = i == 0 ? SLICE("buergerbuero") : SLICE("bauamt"),
                                          .name_de = SLICE("Büro"),
                                          .name_en = SLICE("Office"),
                                          .description = SLICE("Text"),
                                          .targets = s->targets,
                                          .targets_len = 2 - i};
    s->provider = (struct provider){.code = SLICE("vhs"),
                                    .name = SLICE("VHS Rheinbogen"),
                                    .kind = SLICE("academy"),
                                    .description = SLICE("Text"),
                                    .city = SLICE("Köln"),
                                    .url = SLICE("https://vhs.example"),
                                    .demo = true};
    s->venue = (struct venue){.code = SLICE("lab"),
                              .name = SLICE("Labor"),
                              .kind = VENUE_INNOVATION_LAB,
                              .city = SLICE("Mannheim"),
                              .postcode = SLICE("68159"),
                              .position = {49487780, 8466270, true},
                              .seats = 20,
                              .accessibility = 1u << ACCESS_LIFT};
    module_init(s);
}

/* What refers to others gets their ids once these are known. */
static void
refer(struct sample *s)
{
    s->gives[0] = (struct module_gain){s->competences[0].id, 0, 3};
    s->gives[1] = (struct module_gain){s->competences[2].id, 2, 4};
    s->needs[0] = (struct module_need){s->competences[1].id, 2};
    s->target_groups[0] = s->jobs[1].id;
    for (int i = 0; i < 2; i++)
        s->modules[i].provider = s->provider.id;
    s->modules[0].target_groups = s->target_groups;
    s->modules[0].target_groups_len = 1;
    s->modules[0].topics = topic_bit(s->topics[0].id) | topic_bit(s->topics[2].id);
    s->runs[0].venue = s->venue.id;
}

enum err
sample_save(struct db *db, void *arg)
{
    struct sample *s = arg;
    struct feed feed = {.code = SLICE("egov"), .name = SLICE("eGov-Campus")};

    TRY(topic_store_save(db, s->topics, 3));
    s->competences[0].topics = topic_bit(s->topics[0].id) | topic_bit(s->topics[1].id);
    TRY(framework_store_save(db, &s->framework));
    s->targets[0] = (struct job_target){s->competences[0].id, 4, 5};
    s->targets[1] = (struct job_target){s->competences[2].id, 2, 1};
    TRY(job_profile_store_save(db, s->jobs, 2));
    TRY(provider_store_save(db, &s->provider));
    s->venue.provider = s->provider.id;
    TRY(venue_store_save(db, &s->venue));
    TRY(feed_store_save(db, &feed));
    refer(s);
    s->modules[1].feed = SLICE("egov");
    for (int i = 0; i < 2; i++)
        TRY(module_store_save(db, &s->modules[i]));
    s->modules[0].chain_after = s->modules[1].id;
    s->modules[0].follows = s->modules[1].id;
    s->excludes[0] = s->modules[1].id;
    s->modules[0].excludes = s->excludes;
    s->modules[0].excludes_len = 1;
    return module_store_link(db, &s->modules[0]);
}

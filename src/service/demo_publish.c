/* SPDX-License-Identifier: EUPL-1.2 */
#include "service/demo_publish.h"

#include "exchange/sheet_json.h"
#include "storage/account_store.h"
#include "storage/module_version_store.h"
#include "storage/organisation_store.h"

static const struct {
    const char *code;
    enum module_state state;
    struct module_sheet sheet;
} BLOCKS[] = {
    {"buergerdialog-moderieren-demo",
     MODULE_DRAFT,
     {.fields = {[BLOCK_TITLE] = SLICE_INIT("B\xc3\xbcrgerdialog moderieren (Demo)"),
                 [BLOCK_FORMAT] = SLICE_INIT("in_person"),
                 [BLOCK_LANGUAGE] = SLICE_INIT("de"),
                 [BLOCK_HOURS] = SLICE_INIT("8")}}},
    {"bescheide-verstaendlich-demo",
     MODULE_REVIEW,
     {.fields = {[BLOCK_TITLE] = SLICE_INIT("Bescheide verst\xc3\xa4ndlich schreiben (Demo)"),
                 [BLOCK_SUMMARY] = SLICE_INIT("Wie ein Amt R\xc3\xbc"
                                              "ckfragen spart: kurze S\xc3\xa4tze, klare Fristen."),
                 [BLOCK_DESCRIPTION] = SLICE_INIT("Sie schreiben Bescheide Ihrer Stelle um und "
                                                  "erhalten zu jedem eine R\xc3\xbc"
                                                  "ckmeldung."),
                 [BLOCK_FORMAT] = SLICE_INIT("on_demand"),
                 [BLOCK_LANGUAGE] = SLICE_INIT("de"),
                 [BLOCK_HOURS] = SLICE_INIT("4"),
                 [BLOCK_PRICE] = SLICE_INIT("60"),
                 [BLOCK_GIVES] = SLICE_INIT("D2.1 1-3"),
                 [BLOCK_SELF_PACED] = SLICE_INIT("ja")}}},
};

enum err
demo_publish_seed(struct db *db)
{
    struct organisation o = {.id = {0}};
    struct account author = {.code = SLICE("")};

    TRY(organisation_store_by_code(db, db_ctx(db)->arena, SLICE("va-rheinbogen"), &o));
    TRY(account_store_by_email(db, SLICE("kurse@va-rheinbogen.example"), &author));
    for (size_t i = 0; i < ARRAY_LEN(BLOCKS); i++) {
        struct module_version v = {.organisation = o.id,
                                   .code = slice_of(BLOCKS[i].code),
                                   .version = 1,
                                   .state = BLOCKS[i].state,
                                   .title = BLOCKS[i].sheet.fields[BLOCK_TITLE],
                                   .author = author.id};
        bool taken = false;

        TRY(module_version_store_taken(db, v.code, &taken));
        if (taken)
            continue;
        TRY(sheet_json_write(db_ctx(db), &BLOCKS[i].sheet, &v.content));
        TRY(module_version_store_add(db, &v, &v.id));
    }
    return OK;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Words for sheets and for what is wrong with them. */
#include "web/publish_form.h"

#include "base/hex.h"

enum say_key
publish_word_field(enum block_field f)
{
    static const enum say_key KEYS[BLOCK_FIELDS] = {
        [BLOCK_TITLE] = SAY_PUBLISH_TITLE_FIELD,
        [BLOCK_SUMMARY] = SAY_PUBLISH_SUMMARY,
        [BLOCK_DESCRIPTION] = SAY_PUBLISH_DESCRIPTION,
        [BLOCK_FORMAT] = SAY_PUBLISH_FORMAT,
        [BLOCK_KIND] = SAY_PUBLISH_KIND,
        [BLOCK_CERTIFICATE] = SAY_PUBLISH_CERTIFICATE,
        [BLOCK_LANGUAGE] = SAY_PUBLISH_LANGUAGE,
        [BLOCK_URL] = SAY_PUBLISH_URL,
        [BLOCK_HOURS] = SAY_PUBLISH_HOURS,
        [BLOCK_PRICE] = SAY_PUBLISH_PRICE,
        [BLOCK_GIVES] = SAY_PUBLISH_GIVES,
        [BLOCK_NEEDS] = SAY_PUBLISH_NEEDS,
        [BLOCK_TARGET_GROUPS] = SAY_PUBLISH_TARGET_GROUPS,
        [BLOCK_TOPICS] = SAY_PUBLISH_TOPICS,
        [BLOCK_ACCESS] = SAY_PUBLISH_ACCESS,
        [BLOCK_SELF_PACED] = SAY_PUBLISH_SELF_PACED,
    };

    return KEYS[f];
}

enum say_key
publish_word_run_field(enum run_field f)
{
    static const enum say_key KEYS[RUN_FIELDS] = {
        [RUN_CODE] = SAY_PUBLISH_RUN,
        [RUN_FIRST] = SAY_PUBLISH_RUN_FIRST,
        [RUN_LAST] = SAY_PUBLISH_RUN_LAST,
        [RUN_SITTINGS] = SAY_PUBLISH_RUN_SITTINGS,
        [RUN_PLACE] = SAY_PUBLISH_RUN_PLACE,
        [RUN_POSTCODE] = SAY_PUBLISH_RUN_POSTCODE,
        [RUN_CITY] = SAY_PUBLISH_RUN_CITY,
        [RUN_SEATS] = SAY_PUBLISH_RUN_SEATS,
        [RUN_SEATS_MIN] = SAY_PUBLISH_RUN_LEAST,
    };

    return KEYS[f];
}

struct slice
publish_word_wrong(const struct page *page, const struct block_fault *fault)
{
    static const enum say_key KEYS[BLOCK_WRONGS] = {
        [BLOCK_MISSING] = SAY_PUBLISH_WRONG_MISSING,
        [BLOCK_LONG] = SAY_PUBLISH_WRONG_LONG,
        [BLOCK_UNKNOWN] = SAY_PUBLISH_WRONG_UNKNOWN,
        [BLOCK_NO_NUMBER] = SAY_PUBLISH_WRONG_NUMBER,
        [BLOCK_NO_AMOUNT] = SAY_PUBLISH_WRONG_AMOUNT,
        [BLOCK_NO_URL] = SAY_PUBLISH_WRONG_URL,
        [BLOCK_NO_LEVELS] = SAY_PUBLISH_WRONG_LEVELS,
        [BLOCK_TWICE] = SAY_PUBLISH_WRONG_TWICE,
        [BLOCK_MANY] = SAY_PUBLISH_WRONG_MANY,
        [BLOCK_NO_DAY] = SAY_PUBLISH_WRONG_DAY,
        [BLOCK_NO_SITTING] = SAY_PUBLISH_WRONG_SITTING,
        [BLOCK_DISORDER] = SAY_PUBLISH_WRONG_DISORDER,
        [BLOCK_ONLINE] = SAY_PUBLISH_WRONG_ONLINE,
        [BLOCK_NO_PLACE] = SAY_PUBLISH_WRONG_PLACE,
        [BLOCK_FEW] = SAY_PUBLISH_WRONG_FEW,
        [BLOCK_DATED] = SAY_PUBLISH_WRONG_DATED,
    };
    struct slice said = page_say(page, KEYS[fault->wrong]);

    return fault->value.len == 0
               ? said
               : page_tell(page, SAY_PUBLISH_WRONG_VALUE,
                           SAY_ARGS(SAY_AS_TEXT(said), SAY_AS_TEXT(fault->value)));
}

uint64_t
publish_mark_read(struct slice s)
{
    uint64_t n = 0;

    if (s.len != 16)
        return 0;
    for (size_t i = 0; i < s.len; i++) {
        int digit = hex_digit(s.at[i]);

        if (digit < 0)
            return 0;
        n = n << 4 | (uint64_t)digit;
    }
    return n;
}

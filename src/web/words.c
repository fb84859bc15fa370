/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/words.h"

enum say_key
words_format(enum module_format format)
{
    static const enum say_key keys[FORMATS] = {
        [FORMAT_MOOC] = SAY_WORDS_FORMAT_MOOC,
        [FORMAT_ON_DEMAND] = SAY_WORDS_FORMAT_ON_DEMAND,
        [FORMAT_IN_PERSON] = SAY_WORDS_FORMAT_IN_PERSON,
        [FORMAT_LIVE_ONLINE] = SAY_WORDS_FORMAT_LIVE_ONLINE,
        [FORMAT_FOLLOW_UP] = SAY_WORDS_FORMAT_FOLLOW_UP,
    };

    assert(format < FORMATS);
    return keys[format];
}

const char *
words_format_icon(enum module_format format)
{
    static const char *const names[FORMATS] = {
        [FORMAT_MOOC] = "mooc",           [FORMAT_ON_DEMAND] = "on-demand",
        [FORMAT_IN_PERSON] = "in-person", [FORMAT_LIVE_ONLINE] = "live-online",
        [FORMAT_FOLLOW_UP] = "follow-up",
    };

    assert(format < FORMATS);
    return names[format];
}

enum say_key
words_kind(enum module_kind kind)
{
    static const enum say_key keys[MODULE_KINDS] = {
        [KIND_BASIC] = SAY_WORDS_KIND_BASIC,
        [KIND_INTENSIVE] = SAY_WORDS_KIND_INTENSIVE,
        [KIND_BONUS] = SAY_WORDS_KIND_BONUS,
    };

    assert(kind < MODULE_KINDS);
    return keys[kind];
}

enum say_key
words_certificate(enum module_certificate c)
{
    static const enum say_key keys[CERTIFICATES] = {
        [CERTIFICATE_NONE] = SAY_WORDS_CERTIFICATE_NONE,
        [CERTIFICATE_PARTICIPATION] = SAY_WORDS_CERTIFICATE_PARTICIPATION,
        [CERTIFICATE_GRADED] = SAY_WORDS_CERTIFICATE_GRADED,
    };

    assert(c < CERTIFICATES);
    return keys[c];
}

enum say_key
words_accessibility(enum accessibility a)
{
    static const enum say_key keys[ACCESSIBILITIES] = {
        [ACCESS_CAPTIONS] = SAY_WORDS_ACCESS_CAPTIONS,
        [ACCESS_TRANSCRIPT] = SAY_WORDS_ACCESS_TRANSCRIPT,
        [ACCESS_SCREEN_READER] = SAY_WORDS_ACCESS_SCREEN_READER,
        [ACCESS_KEYBOARD] = SAY_WORDS_ACCESS_KEYBOARD,
        [ACCESS_SIGN_LANGUAGE] = SAY_WORDS_ACCESS_SIGN_LANGUAGE,
        [ACCESS_EASY_LANGUAGE] = SAY_WORDS_ACCESS_EASY_LANGUAGE,
        [ACCESS_WHEELCHAIR] = SAY_WORDS_ACCESS_WHEELCHAIR,
        [ACCESS_INDUCTION_LOOP] = SAY_WORDS_ACCESS_INDUCTION_LOOP,
        [ACCESS_LIFT] = SAY_WORDS_ACCESS_LIFT,
        [ACCESS_TOILET] = SAY_WORDS_ACCESS_TOILET,
    };

    assert(a < ACCESSIBILITIES);
    return keys[a];
}

enum say_key
words_area(enum competence_area area)
{
    static const enum say_key keys[AREAS] = {
        [AREA_DIGITAL] = SAY_WORDS_AREA_DIGITAL,
        [AREA_METHODICAL] = SAY_WORDS_AREA_METHODICAL,
        [AREA_SOCIAL] = SAY_WORDS_AREA_SOCIAL,
    };

    assert(area < AREAS);
    return keys[area];
}

enum say_key
words_venue(enum venue_kind kind)
{
    static const enum say_key keys[VENUE_KINDS] = {
        [VENUE_SEMINAR_ROOM] = SAY_WORDS_VENUE_SEMINAR_ROOM,
        [VENUE_INNOVATION_LAB] = SAY_WORDS_VENUE_INNOVATION_LAB,
        [VENUE_CREATIVE_ROOM] = SAY_WORDS_VENUE_CREATIVE_ROOM,
    };

    assert(kind < VENUE_KINDS);
    return keys[kind];
}

enum say_key
words_weekday(enum weekday day)
{
    static const enum say_key keys[] = {
        [MONDAY] = SAY_WORDS_MONDAY,       [TUESDAY] = SAY_WORDS_TUESDAY,
        [WEDNESDAY] = SAY_WORDS_WEDNESDAY, [THURSDAY] = SAY_WORDS_THURSDAY,
        [FRIDAY] = SAY_WORDS_FRIDAY,       [SATURDAY] = SAY_WORDS_SATURDAY,
        [SUNDAY] = SAY_WORDS_SUNDAY,
    };

    assert(day < ARRAY_LEN(keys));
    return keys[day];
}

enum say_key
words_band(int band)
{
    static const enum say_key keys[BANDS] = {
        SAY_WORDS_BAND_1,
        SAY_WORDS_BAND_2,
        SAY_WORDS_BAND_3,
        SAY_WORDS_BAND_4,
    };

    assert(band >= 0 && band < BANDS);
    return keys[band];
}

enum say_key
words_level(uint8_t level)
{
    assert(level <= LEVEL_MAX);
    return level == 0 ? SAY_WORDS_LEVEL_NONE : words_band(competence_band(level));
}

enum say_key
words_language(struct slice code)
{
    if (slice_is(code, "de"))
        return SAY_WORDS_LANGUAGE_DE;
    if (slice_is(code, "en"))
        return SAY_WORDS_LANGUAGE_EN;
    if (slice_is(code, "fr"))
        return SAY_WORDS_LANGUAGE_FR;
    return SAY_WORDS_LANGUAGE_OTHER;
}

enum say_key
words_provider(struct slice kind)
{
    static const struct {
        const char *code;
        enum say_key key;
    } table[] = {
        {"university", SAY_WORDS_PROVIDER_UNIVERSITY}, {"college", SAY_WORDS_PROVIDER_COLLEGE},
        {"academy", SAY_WORDS_PROVIDER_ACADEMY},       {"chamber", SAY_WORDS_PROVIDER_CHAMBER},
        {"company", SAY_WORDS_PROVIDER_COMPANY},       {"public", SAY_WORDS_PROVIDER_PUBLIC},
    };

    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (slice_is(kind, table[i].code))
            return table[i].key;
    }
    return SAY_WORDS_PROVIDER_OTHER;
}

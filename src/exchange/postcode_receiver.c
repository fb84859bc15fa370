/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The words by which a large receiver is known. They were chosen on the real file
 * so that none of them is part of a place's name: "kasse" alone would take Kassel,
 * "gericht" Freigericht, "buch" every Buchholz. Compared after folding.
 */
#include <string.h>

#include "base/unicode.h"
#include "exchange/postcode_csv.h"

/* Whole words. */
static const char WORDS[] =
    " gmbh mbh ag kg kgaa eg ev se ohg gbr nl bg co cie aok bkk dak ikk ihk hwk inc ltd lbs bv "
    "gruppe group holding bank post telekom verlag amt stadtverwaltung rathaus service center "
    "zentrale werk niederlassung filiale klinik klinikum institut universitat uni hochschule fh "
    "akademie agentur versand vertrieb logistik gesellschaft verband verein stiftung media druck "
    "zeitung radio lotto international deutschland europe europa systems system technik energie "
    "partner consult marketing leasing immobilien company software barmer tkk huk debeka allianz "
    "ergo dkv vgh lvm hdi signal iduna provinzial dbv concordia postbank commerzbank volksbank "
    "raiffeisenbank sparda psd bhw magistrat kreishaus landratsamt finanzamt jobcenter zoll "
    "polizei feuerwehr bundeswehr fernsehen rundfunkanstalt redaktion postfach bussgeldstelle "
    "beihilfestelle senat senator regierung bezirksregierung bundestag landtag ";

/* Parts of words; compounds are German's way to name an institution. */
static const char *const PARTS[] = {"gmbh",
                                    "versicherung",
                                    "krankenkasse",
                                    "sparkasse",
                                    "pflegekasse",
                                    "ersatzkasse",
                                    "gesundheitskasse",
                                    "bausparkasse",
                                    "landeskasse",
                                    "oberkasse",
                                    "familienkasse",
                                    "zusatzversorgung",
                                    "ministerium",
                                    "universitat",
                                    "stadtverwaltung",
                                    "kreisverwaltung",
                                    "amtsverwaltung",
                                    "gemeindeverwaltung",
                                    "verwaltungsgemein",
                                    "hauptverwaltung",
                                    "bezirksverwaltung",
                                    "landesverwaltung",
                                    "verwaltungsamt",
                                    "landschaftsverband",
                                    "amtsgericht",
                                    "landgericht",
                                    "arbeitsgericht",
                                    "sozialgericht",
                                    "verwaltungsgericht",
                                    "finanzgericht",
                                    "bundesgericht",
                                    "gerichtshof",
                                    "klinik",
                                    "krankenhaus",
                                    "behorde",
                                    "zeitung",
                                    "zeitschrift",
                                    "rundfunk",
                                    "handelskammer",
                                    "handwerkskammer",
                                    "arztekammer",
                                    "rechtsanwaltskammer",
                                    "arztliche vereinigung",
                                    "verband",
                                    "gesellschaft",
                                    "genossenschaft",
                                    "stadtwerke",
                                    "niederlassung",
                                    "zentrale",
                                    "agentur",
                                    "akademie",
                                    "landesamt",
                                    "bundesamt",
                                    "finanzamt",
                                    "hauptamt",
                                    "versorgungsamt",
                                    "sozialamt",
                                    "jugendamt",
                                    "ordnungsamt",
                                    "arbeitsamt",
                                    "zollamt",
                                    "einwohneramt",
                                    "steueramt",
                                    "bezirksamt",
                                    "landratsamt",
                                    "polizei",
                                    "prasidium",
                                    "lotterie",
                                    "versandhaus",
                                    "logistik",
                                    "stiftung",
                                    "hochschule",
                                    "direktion",
                                    "anstalt",
                                    "telekom",
                                    ".de",
                                    "marketing",
                                    "immobilien",
                                    "energie",
                                    "kaufhaus",
                                    "postfach",
                                    "fabrik",
                                    "holding",
                                    "bundesverw",
                                    "staatsanwalt",
                                    "staatliche",
                                    "regierung",
                                    "landtag",
                                    "beratung",
                                    "bausparen",
                                    "volksbank",
                                    "raiffeisen",
                                    "landesbank",
                                    "abteilung",
                                    "bertelsmann",
                                    "versand",
                                    "neckermann",
                                    "deutsche ",
                                    "rentenvers",
                                    "jobcenter",
                                    "bezuge",
                                    "besoldung",
                                    "servicecenter",
                                    "dienstleist"};

/* Three capitals in a row that are not the beginning of a word: "ADAC", not "Bad". */
static bool
has_abbreviation(struct slice s)
{
    size_t run = 0;

    for (size_t i = 0; i <= s.len; i++) {
        char c = i < s.len ? s.at[i] : ' ';
        bool letter = (c >= 'a' && c <= 'z') || (c & 0x80) != 0;

        if (c >= 'A' && c <= 'Z') {
            run++;
            continue;
        }
        if (run >= 3 && !letter)
            return true;
        run = 0;
    }
    return false;
}

/* Between blanks: one word of WORDS, its points left out ("e.V." is "ev"). */
static bool
is_listed(struct slice word)
{
    char needle[24] = " ";
    size_t len = 1;

    for (size_t i = 0; i < word.len; i++) {
        if (word.at[i] == '.')
            continue;
        if (len + 2 >= sizeof needle)
            return false;
        needle[len++] = word.at[i];
    }
    needle[len] = ' ';
    needle[len + 1] = '\0';
    return len > 1 && strstr(WORDS, needle) != NULL;
}

static bool
has_listed_word(struct slice folded)
{
    size_t from = 0;

    for (size_t i = 0; i <= folded.len; i++) {
        char c = i < folded.len ? folded.at[i] : ' ';

        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')
            continue;
        if (is_listed(slice_sub(folded, from, i - from)))
            return true;
        from = i + 1;
    }
    return false;
}

static bool
has_listed_part(struct slice folded)
{
    for (size_t i = 0; i < folded.len; i++) {
        for (size_t k = 0; k < ARRAY_LEN(PARTS); k++) {
            const char *part = PARTS[k];
            size_t n = 0;

            while (part[n] != '\0' && i + n < folded.len && folded.at[i + n] == part[n])
                n++;
            if (part[n] == '\0')
                return true;
        }
    }
    return false;
}

/* Folding without the library where it is only a matter of ASCII: most names. */
static enum err
fold(struct arena *a, struct slice place, struct slice *ret_folded)
{
    char *own;

    for (size_t i = 0; i < place.len; i++) {
        if ((place.at[i] & 0x80) != 0)
            return unicode_fold(a, place, ret_folded);
    }
    own = arena_cstr(a, place);
    if (own == NULL)
        return ERR_LIMIT;
    for (size_t i = 0; i < place.len; i++)
        own[i] = own[i] >= 'A' && own[i] <= 'Z' ? (char)(own[i] - 'A' + 'a') : own[i];
    *ret_folded = (struct slice){own, place.len};
    return OK;
}

enum err
postcode_is_receiver(struct arena *a, struct slice place, bool *ret_receiver)
{
    struct slice folded = {0};

    *ret_receiver = true;
    for (size_t i = 0; i < place.len; i++) {
        if ((place.at[i] >= '0' && place.at[i] <= '9') || place.at[i] == '&' || place.at[i] == '@')
            return OK;
    }
    if (has_abbreviation(place))
        return OK;
    TRY(fold(a, place, &folded));
    *ret_receiver = has_listed_word(folded) || has_listed_part(folded);
    return OK;
}

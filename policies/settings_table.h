// The settings of the municipality and of the running service, one row each.
#pragma once

#include "policies/setting.h"
#include "policies/source_settings_table.h"

namespace rettesnor::policies {

inline constexpr std::string_view kLanguages[] = {"da", "en"};
inline constexpr Setting kMunicipalityRows[] = {
    text_setting("name").needed().means("Name", "Navn"),
    text_setting("timezone")
        .otherwise("Europe/Copenhagen")
        .means("IANA zone; decides when a day ends", "IANA-zone; afgør, hvornår en dag slutter"),
    file_setting("policies")
        .needed()
        .means("Folder of the policy files, relative to this file",
               "Mappe med politikfilerne, set fra denne fil"),
    file_setting("data").otherwise("data").means("Folder of the product's own data",
                                                 "Mappe til produktets egne data"),
    choice_setting("language", kLanguages)
        .otherwise("da")
        .means("Language of the output", "Sprog i det, der skrives"),
};
inline constexpr SettingTable kMunicipality{"municipality", "Whose access this is about",
                                            "Hvis adgange det handler om", kMunicipalityRows};

inline constexpr std::string_view kCadencePattern =
    "^(every [1-9][0-9]{0,3} minutes|([01][0-9]|2[0-3]):[0-5][0-9]|never)$";
inline constexpr Setting kScheduleRows[] = {
    text_setting("pull")
        .like(kCadencePattern)
        .otherwise("02:00")
        .means("\"02:00\" (each day, local time), \"every 30 minutes\" or \"never\"",
               "\"02:00\" (hver dag, lokal tid), \"every 30 minutes\" eller \"never\""),
    map_setting("sources", Setting::Holds::by_any_name)
        .like(kCadencePattern,
              "\"02:00\" (each day, local time), \"every 30 minutes\" or \"never\"")
        .means("Source = its own time, as above", "Kilde = dens egen tid, skrevet som ovenfor"),
};
inline constexpr SettingTable kSchedule{"schedule", "When `serve` reads the sources by itself",
                                        "Hvornår `serve` selv læser kilderne", kScheduleRows};

inline constexpr Setting kMailRows[] = {
    text_setting("server")
        .needed()
        .like("^smtps?://[^/@ ]+$")
        .means("smtp://host:587 (STARTTLS is demanded) or smtps://host:465",
               "smtp://vært:587 (STARTTLS kræves) eller smtps://vært:465"),
    text_setting("sender")
        .needed()
        .like("^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+$")
        .means("a mail address, rettesnor@kommune.dk", "En mailadresse, rettesnor@kommune.dk"),
    text_setting("user").means("User at the mail server", "Bruger på mailserveren"),
    file_setting("password_file")
        .means("File with the password, mode 0600", "Fil med adgangskoden, mode 0600"),
    file_setting("ca_file").means("Certificates to believe in, PEM; else the system's own",
                                  "Certifikater, der tros på, PEM; ellers systemets egne"),
    text_setting("base_url")
        .needed()
        .like("^(https://[^ ]+|http://(127\\.0\\.0\\.1|\\[::1\\]|localhost)(:[0-9]+)?(/[^ ]*)?)/$")
        .means("where people reach the pages, over TLS and with a / at the end: "
               "https://rettesnor.kommune.dk/",
               "Hvor siderne nås, over TLS og med / til sidst: https://rettesnor.kommune.dk/"),
    number_setting("per_hour", 1, 100'000)
        .otherwise(300)
        .means("At most so many mails in an hour", "Højst så mange mails i timen"),
    number_setting("per_run", 1, 10'000)
        .otherwise(50)
        .means("At most so many mails in one round", "Højst så mange mails i én omgang"),
};
inline constexpr SettingTable kMail{"mail", "The mail server that reminders go out through",
                                    "Mailserveren, som påmindelser sendes igennem", kMailRows};

inline constexpr Setting kOrdersRows[] = {
    flag_setting("propose_leavers")
        .otherwise(true)
        .means("`serve` proposes orders for people who are gone",
               "`serve` foreslår ordrer for dem, der er holdt op"),
};
inline constexpr SettingTable kOrders{"orders", "Orders to take access away",
                                      "Ordrer om at fjerne adgange", kOrdersRows};

inline constexpr std::string_view kAlgorithms[] = {"ES256", "PS256", "RS256"};
inline constexpr std::string_view kClaimedNames[] = {"login", "upn"};
inline constexpr Setting kOpenIdRows[] = {
    text_setting("name").otherwise("OpenID").means("What the button calls it",
                                                   "Hvad der står på knappen"),
    text_setting("issuer").needed().means("The issuer, exactly as the provider writes it",
                                          "Udstederen, præcis som udbyderen skriver den"),
    text_setting("client_id")
        .needed()
        .means("What the provider calls us", "Hvad udbyderen kalder os"),
    file_setting("client_secret_file")
        .means("File of mode 600 with our secret; absent for a public client",
               "Fil med mode 600 med vores hemmelighed; udelades for en offentlig klient"),
    list_setting("scopes")
        .not_empty()
        .otherwise_told("openid, profile", "openid, profile")
        .means("What we ask to see", "Hvad vi beder om at se"),
    list_setting("algorithms")
        .of(kAlgorithms)
        .not_empty()
        .otherwise_told("all three", "alle tre")
        .means("Signatures that are taken", "Signaturer, der godtages"),
    text_setting("claim")
        .otherwise("preferred_username")
        .means("Claim that names the account", "Claim, der nævner kontoen"),
    choice_setting("account", kClaimedNames)
        .otherwise("login")
        .means("What the claim holds", "Hvad claimet indeholder"),
    text_setting("system").needed().means("System whose accounts the claim names",
                                          "System, hvis konti claimet nævner"),
    file_setting("ca_file").means(
        "PEM of the authority that vouches for the provider; absent: the machine's own",
        "PEM for den myndighed, der står inde for udbyderen; udeladt: maskinens egne"),
};
inline constexpr SettingTable kOpenId{"openid", "An OpenID Connect provider",
                                      "En OpenID Connect-udbyder", kOpenIdRows};

inline constexpr Setting kDirectorySignInRows[] = {
    text_setting("source").needed().means("Name of a source of kind ad or ldap",
                                          "Navn på en kilde af slagsen ad eller ldap"),
};
inline constexpr SettingTable kDirectorySignIn{
    "directory_sign_in", "User name and password of a directory",
    "Brugernavn og adgangskode i et katalog", kDirectorySignInRows};

inline constexpr Setting kBreakGlassRows[] = {
    file_setting("file").needed().means(
        "File with the hash of its password, written by break-glass set",
        "Fil med hash af dens adgangskode, skrevet af break-glass set"),
    text_setting("login").needed().means("The name that is typed", "Navnet, der tastes"),
    text_setting("person").needed().means("Key of the person whom it signs in: Source/id",
                                          "Nøgle for den person, den logger ind: Kilde/id"),
};
inline constexpr SettingTable kBreakGlass{"break_glass", "A local account for emergencies",
                                          "En lokal konto til nødsituationer", kBreakGlassRows};

inline constexpr Setting kSignInRows[] = {
    text_setting("address").means("How browsers reach the pages: https://host",
                                  "Hvordan browsere når siderne: https://vært"),
    number_setting("idle_minutes", 1, 120)
        .otherwise(20)
        .means("A session ends when it was not used for so long",
               "En session slutter, når den ikke er brugt så længe"),
    number_setting("longest_hours", 1, 24)
        .otherwise(10)
        .means("A session ends after so long", "En session slutter efter så længe"),
    table_setting("openid", kOpenId),
    table_setting("directory", kDirectorySignIn),
    table_setting("break_glass", kBreakGlass),
};
inline constexpr SettingTable kSignIn{"sign_in", "How people sign in to the pages",
                                      "Hvordan man logger ind på siderne", kSignInRows};

inline constexpr std::string_view kCampaignKinds[] = {"manager",  "leaders", "privileged",
                                                      "external", "elected", "system_owner",
                                                      "accounts", "roles",   "events"};
inline constexpr Setting kCampaignRows[] = {
    text_setting("name").needed().at_most(100).means(
        "Name; the month of the deadline is added, or the day with every_days",
        "Navn; fristens måned føjes til, eller dagen med every_days"),
    choice_setting("kind", kCampaignKinds)
        .otherwise("manager")
        .means("Who is asked about what", "Hvem der spørges om hvad"),
    text_setting("first_deadline")
        .needed()
        .like("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        .means("a day, 2026-12-01", "Første frist, en dag: 2026-12-01"),
    number_setting("every_months", 1, 36)
        .otherwise(12)
        .means("Months from one deadline to the next", "Måneder fra en frist til den næste"),
    number_setting("every_days", 1, 366)
        .means("Days from one deadline to the next, instead of every_months",
               "Dage fra en frist til den næste, i stedet for every_months"),
    number_setting("lead_days", 1, 180)
        .otherwise(30)
        .means("Days before the deadline when it opens", "Dage før fristen, hvor den åbner"),
    number_setting("carry_months", 0, 24)
        .otherwise(0)
        .means(
            "Do not ask about what was kept at most so many months ago and is unchanged",
            "Spørg ikke om det, der blev beholdt for højst så mange måneder siden og er uændret"),
};
inline constexpr SettingTable kCampaign{"campaign", "A campaign that `serve` opens by itself",
                                        "En kampagne, som `serve` selv åbner", kCampaignRows};

inline constexpr Setting kSettingsRows[] = {
    table_setting("municipality", kMunicipality).needed(),
    table_setting("schedule", kSchedule),
    table_setting("mail", kMail),
    table_setting("orders", kOrders),
    table_setting("sign_in", kSignIn),
    tables_setting("campaign", kCampaign),
    tables_setting("source", kSource),
};
/// The whole file.
inline constexpr SettingTable kSettings{
    "settings", "rettesnor.toml: the municipality, its folders and its sources",
    "rettesnor.toml: kommunen, dens mapper og dens kilder", kSettingsRows};

}  // namespace rettesnor::policies

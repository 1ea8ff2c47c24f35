// The settings of the sources, one row each: what all have, a directory's, a csv source's.
#pragma once

#include "core/record.h"
#include "policies/setting.h"

namespace rettesnor::policies {

inline constexpr std::string_view kSourceKinds[] = {"ad", "csv", "ldap", "ldif"};
inline constexpr Setting kSourceRows[] = {
    text_setting("name").needed().means(
        "Short name, unique; every pull and finding names it",
        "Kort navn, entydigt; hver læsning og hvert fund nævner det"),
    choice_setting("kind", kSourceKinds)
        .needed()
        .means("What kind of source it is", "Hvad slags kilde det er"),
    text_setting("system").needed().means("The business system it speaks for",
                                          "Fagsystemet, den taler for"),
};
inline constexpr SettingTable kSource{"source", "A source", "En kilde", kSourceRows};

/// What an attribute of a directory may be read for.
inline constexpr std::string_view kDirectoryRoles[] = {
    "natural_id",  "login",       "upn",         "mail",       "name",         "given_name",
    "family_name", "employee_no", "title",       "department", "description",  "manager",
    "owner",       "vendor",      "sponsor",     "expires",    "password_set", "last_used",
    "created",     "member",      "member_login"};
inline constexpr std::string_view kAccountKinds[] = {"personal", "admin",      "service", "shared",
                                                     "robot",    "breakglass", "vendor",  "test",
                                                     "mailbox",  "machine",    "other"};
inline constexpr std::string_view kFlavours[] = {"ad", "openldap"};

inline constexpr Setting kAttributesSetting =
    map_setting("attributes", Setting::Holds::names_by_choice, kDirectoryRoles)
        .otherwise_told("by kind", "efter slags")
        .means("Which attribute of the directory tells what; of several the best first",
               "Hvilken attribut i kataloget der fortæller hvad; af flere den bedste først");
inline constexpr Setting kBasesSetting =
    one_or_more_setting("bases")
        .otherwise_told("`base_dns`", "`base_dns`")
        .means("Where to look; instead of base_dns", "Hvor der søges; i stedet for base_dns");
inline constexpr Setting kFilterSetting =
    text_setting("filter")
        .otherwise_told("by kind", "efter slags")
        .means("Search filter in brackets (RFC 4515); not used by ldif",
               "Søgefilter i parentes (RFC 4515); bruges ikke af ldif");
inline constexpr Setting kPageSizeSetting =
    number_setting("page_size", 1, 100'000).means("Entries in one answer", "Poster i ét svar");

inline constexpr Setting kPeopleRows[] = {kBasesSetting, kFilterSetting,
                                          kPageSizeSetting.otherwise(1000), kAttributesSetting};
inline constexpr SettingTable kPeople{"people", "Where and how accounts are read",
                                      "Hvor og hvordan konti læses", kPeopleRows};
// A page of groups is as big as their members: smaller pages keep the server's memory bounded.
inline constexpr Setting kGroupsRows[] = {kBasesSetting, kFilterSetting,
                                          kPageSizeSetting.otherwise(200), kAttributesSetting};
inline constexpr SettingTable kGroups{"groups", "Where and how groups are read",
                                      "Hvor og hvordan grupper læses", kGroupsRows};

inline constexpr Setting kDisabledWhenRows[] = {
    one_or_more_setting("attribute").means("Attribute", "Attribut"),
    one_or_more_setting("values").means("Its values; without them, any",
                                        "Dens værdier; uden dem enhver"),
};
inline constexpr SettingTable kDisabledWhen{
    "disabled_when", "What disables an account; else in OpenLDAP that it is locked for good",
    "Hvad der spærrer en konto; ellers i OpenLDAP, at den er låst for altid", kDisabledWhenRows};

inline constexpr std::string_view kDanglings[] = {"gap", "ignore"};
inline constexpr Setting kDirectoryRows[] = {
    choice_setting("flavour", kFlavours)
        .otherwise_told("openldap for ldap, else ad", "openldap for ldap, ellers ad")
        .means("Whose attribute names and rules are used",
               "Hvis attributnavne og regler der bruges"),
    one_or_more_setting("base_dns")
        .otherwise_told("the server's own", "serverens egen")
        .means("Where to look for people and groups", "Hvor der søges efter personer og grupper"),
    table_setting("people", kPeople),
    table_setting("groups", kGroups),
    kAttributesSetting,
    kPageSizeSetting.otherwise_told("1000 people, 200 groups", "1000 personer, 200 grupper"),
    map_setting("kind_by_ou", Setting::Holds::by_any_name, kAccountKinds)
        .means("Kind of account by the place where it stands",
               "Kontoens slags efter stedet, hvor den står"),
    map_setting("kind_by_login", Setting::Holds::by_any_name, kAccountKinds)
        .means("Kind of account by its login, before kind_by_ou; * stands for anything",
               "Kontoens slags efter dens login, før kind_by_ou; * står for hvad som helst"),
    choice_setting("default_kind", kAccountKinds)
        .otherwise("personal")
        .means("Kind of every other account", "Slags for alle andre konti"),
    map_setting("vendor_by_value", Setting::Holds::by_any_name)
        .means("CVR number by what the vendor attribute holds",
               "CVR-nummer efter det, leverandørattributten indeholder"),
    number_setting("last_used_lag_days", 0, 366)
        .otherwise_told("14 for ad, else 0", "14 for ad, ellers 0")
        .means("Days by which the last sign-in may be too old",
               "Dage, som sidste login kan være for gammelt"),
    flag_setting("never_used_when_absent")
        .otherwise_told("true for ad", "true for ad")
        .means("No last sign-in means that nobody ever signed in",
               "Intet sidste login betyder, at ingen nogensinde har logget ind"),
    one_or_more_setting("vendor_attribute")
        .means("Attribute that names the vendor; short for the same in people.attributes",
               "Attribut, der nævner leverandøren; kort for det samme i people.attributes"),
    one_or_more_setting("sponsor_attribute")
        .means("Attribute that names the sponsor", "Attribut, der nævner den ansvarlige"),
    one_or_more_setting("owner_attribute")
        .means("Attribute that names the owner", "Attribut, der nævner ejeren"),
    table_setting("disabled_when", kDisabledWhen),
    list_setting("ignore_members")
        .means("Members that may be missing from the directory, e.g. the dummy of an empty group",
               "Medlemmer, der må mangle i kataloget, fx fyldet i en tom gruppe"),
    list_setting("ignore_references")
        .means(
            "Parts of the tree that another source reads (DNs): no holes, and their members are "
            "foreign",
            "Dele af træet, som en anden kilde læser (DN'er): ingen huller, og deres medlemmer er "
            "fremmede"),
    choice_setting("dangling_members", kDanglings)
        .otherwise("gap")
        .means("What a member that was not found means",
               "Hvad et medlem, der ikke findes, betyder"),
    flag_setting("distribution_groups")
        .otherwise(true)
        .means("Mail groups are read as well; false leaves groups without security out",
               "Mailgrupper læses også; false udelader grupper uden sikkerhed"),
};
inline constexpr SettingTable kDirectory{"directory", "A directory", "Et katalog", kDirectoryRows};

inline constexpr std::string_view kBindMethods[] = {"simple", "gssapi"};
inline constexpr Setting kBindRows[] = {
    choice_setting("method", kBindMethods)
        .otherwise("simple")
        .means("How we sign in", "Hvordan vi logger ind"),
    text_setting("user").means("User or DN", "Bruger eller DN"),
    file_setting("password_file")
        .means(
            "File with the password, readable by its owner alone; with simple this or password_env",
            "Fil med adgangskoden, som kun ejeren kan læse; med simple denne eller password_env"),
    text_setting("password_env")
        .means("Environment variable with the password", "Miljøvariabel med adgangskoden"),
};
inline constexpr SettingTable kBind{"bind", "Who we are to the server", "Hvem vi er for serveren",
                                    kBindRows};

inline constexpr std::string_view kCrossChecks[] = {"references", "recount"};
inline constexpr Setting kServerRows[] = {
    one_or_more_setting("urls").means("Servers, best first: ldaps://host[:port], or ldap://host "
                                      "with start_tls",
                                      "Servere, den bedste først: ldaps://vært[:port], eller "
                                      "ldap://vært med start_tls"),
    one_or_more_setting("url").means("The same, for one server", "Det samme, for én server"),
    flag_setting("start_tls").otherwise(false).means("TLS over ldap://", "TLS over ldap://"),
    file_setting("ca_file").means(
        "PEM file of the authority that issued the server's certificate; the machine's own list is "
        "not used",
        "PEM-fil for den myndighed, der har udstedt serverens certifikat; maskinens egen liste "
        "bruges ikke"),
    table_setting("bind", kBind),
    number_setting("connect_timeout_seconds", 1, 600)
        .otherwise(10)
        .means("Longest wait for a connection, for TLS and for the sign-in",
               "Længste ventetid på forbindelsen, på TLS og på login"),
    number_setting("answer_timeout_seconds", 1, 3600)
        .otherwise(60)
        .means("Longest wait for the next entry", "Længste ventetid på den næste post"),
    number_setting("pull_timeout_seconds", 1, 86'400)
        .otherwise(3600)
        .means("Longest pull", "Længste læsning"),
    number_setting("max_message_mib", 1, 2047)
        .otherwise(256)
        .means("Largest entry in MiB; a larger one ends the pull",
               "Største post i MiB; en større slutter læsningen"),
    number_setting("max_objects", 1, 100'000'000)
        .otherwise(5'000'000)
        .means("More objects than these are not believed", "Flere objekter end disse tros ikke"),
    number_setting("range_size", 1, 1'000'000)
        .otherwise(1500)
        .means("Members asked for at a time from Active Directory",
               "Medlemmer, som Active Directory spørges om ad gangen"),
    choice_setting("cross_check", kCrossChecks)
        .otherwise("recount")
        .means("How completeness is proved", "Hvordan det bevises, at alt er læst"),
};
inline constexpr SettingTable kServer{"server", "The server of a directory",
                                      "Serveren for et katalog", kServerRows};

inline constexpr Setting kWriterRows[] = {
    text_setting("bind").needed().means("The account that writes; another than the one that reads",
                                        "Kontoen, der skriver; en anden end den, der læser"),
    file_setting("password_file")
        .needed()
        .means("File with its password, readable by its owner alone",
               "Fil med dens adgangskode, som kun ejeren kan læse"),
};
inline constexpr SettingTable kWriter{"writer", "Taking access away: off unless this is here",
                                      "At fjerne adgange: slået fra, medmindre dette står her",
                                      kWriterRows};

inline constexpr Setting kDisableRows[] = {
    text_setting("attribute")
        .needed()
        .otherwise("pwdAccountLockedTime")
        .means("Attribute", "Attribut"),
    text_setting("value").needed().otherwise("000001010000Z").means("Its value", "Dens værdi"),
};
inline constexpr SettingTable kDisable{"disable", "How an account is disabled, for ldap alone",
                                       "Hvordan en konto spærres, kun for ldap", kDisableRows};
inline constexpr const SettingTable* kLdapWriterParts[] = {&kWriter};
inline constexpr Setting kLdapWriterRows[] = {table_setting("disable", kDisable)};
inline constexpr SettingTable kLdapWriter{"ldap_writer", kWriter.en, kWriter.da, kLdapWriterRows,
                                          kLdapWriterParts};

inline constexpr Setting kExportRows[] = {
    file_setting("path").needed().means("The LDIF file, relative to the settings file",
                                        "LDIF-filen, set fra indstillingsfilen"),
    number_setting("minimum_entries", 1, 100'000'000)
        .otherwise(1)
        .means("Fewer entries than these make the pull partial",
               "Færre poster end disse gør læsningen ufuldstændig"),
};
inline constexpr SettingTable kExport{"export", "An export of a directory",
                                      "Et udtræk af et katalog", kExportRows};

inline constexpr std::string_view kMemberClasses[] = {"account", "entitlement"};
inline constexpr std::string_view kRowChoices[] = {"one", "newest"};

inline constexpr Setting kMatrixRows[] = {
    list_setting("columns").means(
        "Columns that each stand for one right, by its key; without them, every column that is not "
        "mapped",
        "Kolonner, der hver står for én rettighed, ved dens nøgle; uden dem alle kolonner, der "
        "ikke "
        "er brugt"),
    list_setting("yes")
        .otherwise_told("x, 1, ja, yes, true", "x, 1, ja, yes, true")
        .means("What a cell holds where the account has the right",
               "Hvad en celle indeholder, hvor kontoen har rettigheden"),
    list_setting("no")
        .otherwise_told("empty, 0, -, nej, no, false", "tom, 0, -, nej, no, false")
        .means("What it holds where not; anything else is a hole",
               "Hvad den indeholder ellers; alt andet er et hul"),
};
inline constexpr SettingTable kMatrix{"matrix", "One column for each right, in a grant file",
                                      "Én kolonne for hver rettighed, i en tildelingsfil",
                                      kMatrixRows};

inline constexpr Setting kDataFromRows[] = {
    text_setting("column").means("Column with the moment of the extract; the oldest counts",
                                 "Kolonne med udtrækkets tidspunkt; det ældste gælder"),
    text_setting("line").means(
        "Regular expression, whose group is the moment, of a skipped line or the trailer",
        "Regulært udtryk, hvis gruppe er tidspunktet, for en sprunget linje eller den sidste"),
    flag_setting("file_name")
        .otherwise(false)
        .means("The date in the file's name", "Datoen i filens navn"),
};
inline constexpr SettingTable kDataFrom{
    "data_from", "The moment that the rows tell of; else the file's time",
    "Tidspunktet, som rækkerne fortæller om; ellers filens tid", kDataFromRows};

/// What the rows of any feed mean.
inline constexpr Setting kMappingRows[] = {
    choice_setting("class", core::kSpelled<core::ObjectClass>)
        .needed()
        .means("What each row is", "Hvad hver række er"),
    one_or_more_setting("key").means(
        "Columns that make the row's identity; a grant may leave it out",
        "Kolonner, der giver rækken dens identitet; en tildeling kan "
        "udelade den"),
    map_setting("columns", Setting::Holds::some_by_choice, core::kSpelled<core::Attribute>)
        .means("Attribute = column, or several columns joined",
               "Attribut = kolonne, eller flere kolonner sat sammen"),
    map_setting("constants", Setting::Holds::one_by_choice, core::kSpelled<core::Attribute>)
        .means("Attribute = fixed value", "Attribut = fast værdi"),
    map_setting("values", Setting::Holds::texts_by_choice, core::kSpelled<core::Attribute>)
        .means("Translation of what a column holds: as written = as meant",
               "Oversættelse af en kolonnes indhold: som skrevet = som ment"),
    map_setting("split", Setting::Holds::one_by_choice, core::kSpelled<core::Attribute>)
        .means("Attribute = what stands between several values in one cell",
               "Attribut = hvad der står mellem flere værdier i én celle"),
    text_setting("dates").means(
        "How days are written: dmy, mdy, ymd, excel, or a pattern such as dd.MM.yyyy",
        "Hvordan datoer er skrevet: dmy, mdy, ymd, excel eller et mønster som dd.MM.yyyy"),
    map_setting("dates_of", Setting::Holds::one_by_choice, core::kSpelled<core::Attribute>)
        .means("Attribute = the same, for its column alone",
               "Attribut = det samme, kun for dens kolonne"),
    list_setting("no_date").means("What stands where there is no date, e.g. 00000000",
                                  "Hvad der står, hvor der ingen dato er, fx 00000000"),
    list_setting("strip_zeros")
        .of(core::kSpelled<core::Attribute>)
        .means(
            "Attributes whose leading zeros do not count; in `key` too, where it is their column",
            "Attributter, hvis foranstillede nuller ikke tæller; også i `key`, hvor det er deres "
            "kolonne"),
    map_setting("pad", Setting::Holds::one_by_choice, core::kSpelled<core::Attribute>)
        .means("Attribute = number of digits that a number is filled up to with leading zeros",
               "Attribut = antal cifre, som et nummer fyldes op til med foranstillede nuller"),
    choice_setting("rows", kRowChoices)
        .otherwise("one")
        .means("newest: of several rows with one key the one that began last counts",
               "newest: af flere rækker med én nøgle gælder den, der er begyndt sidst"),
    table_setting("matrix", kMatrix),
    table_setting("data_from", kDataFrom),
    number_setting("minimum_rows", 1, 0)
        .otherwise(1)
        .means("Fewer rows: the file is not believed", "Færre rækker: filen tros ikke"),
    choice_setting("member_class", kMemberClasses)
        .otherwise("account")
        .means("What `account` names in a grant file", "Hvad `account` nævner i en tildelingsfil"),
};
inline constexpr SettingTable kMapping{"mapping", "What rows mean", "Hvad rækker betyder",
                                       kMappingRows};

inline constexpr Setting kCsvFileRows[] = {
    file_setting("path").needed().means(
        "The file, relative to the settings file; with * in its name the newest by name",
        "Filen, set fra indstillingsfilen; med * i navnet den nyeste efter navnet"),
    number_setting("skip_lines", 0, 10'000)
        .otherwise(0)
        .means("Lines before the header", "Linjer før overskrifterne"),
    text_setting("footer").means("Regular expression of lines that are no rows, such as totals",
                                 "Regulært udtryk for linjer, der ikke er rækker, fx summer"),
    text_setting("trailer").means(
        "Regular expression of the last line, which proves that the file is whole",
        "Regulært udtryk for den sidste linje, som beviser, at filen er hel"),
    flag_setting("done_marker")
        .otherwise(false)
        .means("The file counts when PATH.done stands beside it and is not older",
               "Filen gælder, når STI.done står ved siden af og ikke er ældre"),
};
inline constexpr const SettingTable* kCsvFileParts[] = {&kMapping};
inline constexpr SettingTable kCsvFile{"csv_file", "One file", "Én fil", kCsvFileRows,
                                       kCsvFileParts};

inline constexpr Setting kCsvRows[] = {
    text_setting("delimiter").otherwise(";").means("One character", "Ét tegn"),
    text_setting("encoding")
        .otherwise("utf-8")
        .means("How letters are written, by a name that ICU knows; UTF-16 shows itself, latin-1 is "
               "read as windows-1252",
               "Hvordan bogstaver er skrevet, ved et navn, som ICU kender; UTF-16 viser sig selv, "
               "latin-1 læses som windows-1252"),
    text_setting("timezone")
        .otherwise("Europe/Copenhagen")
        .means("Zone of moments without an offset", "Zone for tidspunkter uden forskydning"),
    number_setting("settled_seconds", 0, 86'400)
        .otherwise(10)
        .means(
            "A file that was changed later than this before it is read is still being written; 0: "
            "no matter",
            "En fil, der er ændret senere end dette, før den læses, er ved at blive skrevet; 0: "
            "lige meget"),
    flag_setting("case_sensitive_keys")
        .otherwise(false)
        .means("Keys that differ in letter case alone are different things",
               "Nøgler, der kun er forskellige i store og små bogstaver, er forskellige ting"),
    flag_setting("key_hash")
        .otherwise(false)
        .means("CPR numbers in keys are replaced by a keyed hash (needs key_hash_file)",
               "CPR-numre i nøgler erstattes af en hashværdi med nøgle (kræver key_hash_file)"),
    file_setting("key_hash_file")
        .means("File with the key of the hash, at least 32 characters, readable by its owner alone",
               "Fil med hashens nøgle, mindst 32 tegn, som kun ejeren kan læse"),
    tables_setting("file", kCsvFile).needed().not_empty(),
};
inline constexpr SettingTable kCsv{"csv", "A set of csv files", "Et sæt csv-filer", kCsvRows};

// What may stand in a [[source]] of each kind.
inline constexpr Setting kAdRows[] = {table_setting("write", kWriter)};
inline constexpr const SettingTable* kAdParts[] = {&kSource, &kDirectory, &kServer};
inline constexpr SettingTable kAdSource{"ad_source", "An Active Directory", "Et Active Directory",
                                        kAdRows, kAdParts};
inline constexpr Setting kLdapRows[] = {table_setting("write", kLdapWriter)};
inline constexpr SettingTable kLdapSource{"ldap_source", "An LDAP directory", "Et LDAP-katalog",
                                          kLdapRows, kAdParts};
inline constexpr const SettingTable* kLdifParts[] = {&kSource, &kDirectory, &kExport};
inline constexpr SettingTable kLdifSource{
    "ldif_source", "An export of a directory", "Et udtræk af et katalog", {}, kLdifParts};
inline constexpr const SettingTable* kCsvParts[] = {&kSource, &kCsv};
inline constexpr SettingTable kCsvSource{
    "csv_source", "A set of csv files", "Et sæt csv-filer", {}, kCsvParts};
/// In the order of kSourceKinds.
inline constexpr const SettingTable* kTablesOfKinds[] = {&kAdSource, &kCsvSource, &kLdapSource,
                                                         &kLdifSource};

}  // namespace rettesnor::policies

using System.Collections.Frozen;
using QualiPref.Platform.Catalogue.Published;
using QualiPref.Platform.Time;

namespace QualiPref.Platform.Catalogue.Loading;

/// <summary>
/// Reads every file, then checks each against the others. All faults of a step are reported at once. What was published in the platform comes beside the
/// questionnaires of the files, and its rates beside the indicators.
/// </summary>
internal static class CatalogueLoader
{
    private const string CommonHolidays = "common.yaml";

    internal static Catalogue Load(CatalogueFiles files, IReadOnlyList<PublishedQuestionnaire> published)
    {
        var folder = new CatalogueFolder(files);
        folder.ThrowIfWrong();
        var frameworkFiles = folder.ReadAll<FrameworkShape>("frameworks");
        var networkFile = folder.Read<List<NetworkShape>>("networks.yaml");
        var motiveFile = folder.Read<List<MotiveShape>>("motives.yaml");
        // Catalogues of before have none.
        var caseFile = folder.Read("cases.yaml", otherwise: new CaseListsShape());
        var channelFile = folder.Read<ChannelsShape>("channels.yaml");
        var questionnaireFiles = folder.ReadAll<QuestionnaireShape>("questionnaires");
        var indicatorFile = folder.Read<List<IndicatorShape>>("indicators.yaml");
        var commonHolidayFile = folder.Read<CommonHolidaysShape>($"holidays/{CommonHolidays}");
        var holidayFiles = folder.ReadAll<ZoneHolidaysShape>("holidays", except: CommonHolidays);
        folder.ThrowIfWrong();

        var frameworks = FrameworkReader.Read(frameworkFiles);
        folder.ThrowIfWrong();

        var modules = frameworks.SelectMany(framework => framework.Modules).ToDictionary(module => module.Code);
        var holidays = HolidayReader.Read(commonHolidayFile, holidayFiles);
        Questionnaire[] questionnaires = [.. questionnaireFiles.Select(file => new QuestionnaireReader(file, modules).Read())];
        var (networks, sites) = new NetworkReader(networkFile, frameworks, [.. holidays.Keys], [.. questionnaires.Select(one => one.Code).Distinct()]).Read();
        var indicators = new IndicatorReader(indicatorFile, modules, questionnaires).Read();
        ComplaintMotive[] motives = Motives(motiveFile);
        CaseGravity[] gravities = [.. CodeLabels(caseFile, caseFile.Content.Gravities, "gravity", (code, label) => new CaseGravity(code, label))];
        CaseProcedureKind[] procedures = [.. CodeLabels(caseFile, caseFile.Content.Procedures, "procedure", (code, label) => new CaseProcedureKind(code, label))];
        IntakeChannel[] answerChannels = [.. Channels(channelFile, channelFile.Content.Answers)];
        IntakeChannel[] complaintChannels = [.. Channels(channelFile, channelFile.Content.Complaints)];
        folder.ThrowIfWrong();

        var (fitting, leftOut) = PublishedReader.Read(published, questionnaires, modules);
        Questionnaire[] all = [.. questionnaires, .. fitting];
        return new Catalogue(
            sites,
            holidays.ToDictionary(zone => zone.Key, zone => new WorkingDayCalendar(zone.Key, zone.Value)),
            sites.ToDictionary(site => site.Code, site => SiteCalendar(site, holidays[site.HolidayZone])))
        {
            Networks = networks,
            Frameworks = frameworks,
            Motives = motives,
            Gravities = gravities,
            Procedures = procedures,
            AnswerChannels = answerChannels,
            ComplaintChannels = complaintChannels,
            Indicators = [.. indicators, .. RatedQuestions.Definitions(all, indicators)],
            Questionnaires = all,
            Publications = published.Where(one => fitting.Any(fit => (fit.Code, fit.Version) == (one.Code, one.Version))).ToFrozenDictionary(one => (one.Code, one.Version)),
            Published = published,
            LeftOut = leftOut,
        };
    }

    private static WorkingDayCalendar SiteCalendar(Site site, IReadOnlyDictionary<DateOnly, string> holidays) =>
        new($"{site.HolidayZone}/{site.Code}", HolidayReader.WithClosures(holidays, site.Closures));

    private static ComplaintMotive[] Motives(CatalogueFile<List<MotiveShape>> file)
    {
        var codes = new HashSet<string>();
        return [.. file.Content.Select(motive =>
        {
            if (motive.Checks.Count > ComplaintMotive.MostChecks) file.Refuse(motive.Code, $"has more than {ComplaintMotive.MostChecks} checks.");
            return new ComplaintMotive(file.NewCountedCode(motive.Code, codes, "motive"), motive.Label)
            {
                Checks = [.. CodeLabels(file, motive.Checks, "check of this motive", (code, label) => new MotiveCheck(code, label))],
            };
        })];
    }

    private static IEnumerable<IntakeChannel> Channels(CatalogueFile<ChannelsShape> file, List<CodeLabelShape> channels) =>
        CodeLabels(file, channels, "channel", (code, label) => new IntakeChannel(code, label));

    private static IEnumerable<TEntry> CodeLabels<TFile, TEntry>(
        CatalogueFile<TFile> file, List<CodeLabelShape> entries, string what, Func<string, string, TEntry> make)
        where TFile : class
    {
        var codes = new HashSet<string>();
        return entries.Select(entry => make(file.NewCountedCode(entry.Code, codes, what), entry.Label));
    }
}

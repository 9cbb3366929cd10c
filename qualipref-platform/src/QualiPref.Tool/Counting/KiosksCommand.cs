using System.CommandLine;
using QualiPref.Platform.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Counting;

/// <summary><c>kiosks</c>: the fleet, and which of it somebody has to look at.</summary>
internal static class KiosksCommand
{
    private const string Enrolled = "enrolled";

    // As the pages of the portal judge them.
    private static readonly TimeSpan LongSilence = TimeSpan.FromHours(24), WrongClock = TimeSpan.FromHours(1);

    public static Command Create(Toolbox toolbox)
    {
        var site = new Option<string?>("--site") { Description = "Code of a site; every site when left out.", HelpName = "code" };
        var troubled = new Option<bool>("--troubled") { Description = "Only those that somebody has to look at." };
        return toolbox.Does(
            new Command("kiosks", "Lists the kiosks: when each was last seen, what waits on it, what never came, its version and its clock. Ends with 1 when one is silent for a day, or its clock is an hour off.") { site, troubled },
            (session, arguments, cancellationToken) => RunAsync(session, arguments.GetValue(site), arguments.GetValue(troubled), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, string? site, bool troubledOnly, CancellationToken cancellationToken)
    {
        var path = site is null ? "kiosks" : $"kiosks?site={Uri.EscapeDataString(site)}";
        var listed = await session.Api.ListAsync<ListedKiosk>(ServiceNames.Surveys, path, cancellationToken);
        var kiosks = listed.Select(kiosk => Kiosk.Of(kiosk, session.Time.GetUtcNow())).ToList();
        var troubled = kiosks.Where(kiosk => kiosk.IsSilent || kiosk.IsClockWrong).ToList();
        var shown = troubledOnly ? troubled : kiosks;
        session.Screen.Show(new KiosksResult(shown, troubled.Count), () =>
        {
            session.Screen.Table(["Kiosk", "Site", "Label", "Status", "Last seen", "Backlog", "Missing", "Set aside", "Version", "Clock"], shown.Select(Row));
            session.Screen.Line($"{Screen.Number(kiosks.Count)} kiosks, of which {Screen.Number(troubled.Count)} need somebody.");
        });
        return troubled.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static string[] Row(Kiosk kiosk) =>
    [
        $"{kiosk.Id}", kiosk.Site, kiosk.Label, kiosk.Status, Screen.Moment(kiosk.LastSeen) + (kiosk.IsSilent ? " (silent)" : ""), kiosk.Backlog is { } backlog ? Screen.Number(backlog) : "",
        Screen.Number(kiosk.Missing), Screen.Number(kiosk.SetAside), kiosk.AppVersion ?? "", kiosk.ClockOffsetSeconds is { } offset ? $"{Screen.Number((long)offset)} s" + (kiosk.IsClockWrong ? " (wrong)" : "") : "",
    ];

    private sealed record ListedKiosk(
        Guid Id, string Site, string Label, string Status, DateTimeOffset? LastSeen, double? ClockOffsetSeconds, IReadOnlyList<MissingRange> Missing, IReadOnlyList<EarlierDevice>? Earlier, int SetAside,
        long? Backlog, string? AppVersion);

    private sealed record MissingRange(long From, long To);

    private sealed record EarlierDevice(IReadOnlyList<MissingRange> Missing);

    private sealed record Kiosk(
        Guid Id, string Site, string Label, string Status, DateTimeOffset? LastSeen, bool IsSilent, double? ClockOffsetSeconds, bool IsClockWrong, long Missing, int SetAside, long? Backlog, string? AppVersion)
    {
        public static Kiosk Of(ListedKiosk kiosk, DateTimeOffset now) => new(
            kiosk.Id, kiosk.Site, kiosk.Label, kiosk.Status, kiosk.LastSeen, kiosk.Status == Enrolled && !(kiosk.LastSeen > now - LongSilence),
            kiosk.ClockOffsetSeconds, kiosk.Status == Enrolled && Math.Abs(kiosk.ClockOffsetSeconds ?? 0) >= WrongClock.TotalSeconds,
            kiosk.Missing.Concat((kiosk.Earlier ?? []).SelectMany(one => one.Missing)).Sum(range => range.To - range.From + 1), kiosk.SetAside, kiosk.Backlog, kiosk.AppVersion);
    }

    private sealed record KiosksResult(IReadOnlyList<Kiosk> Kiosks, int Troubled);
}

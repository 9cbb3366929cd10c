using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Platform.Time;

namespace QualiPref.Portal.Services;

/// <summary>
/// What needs doing today, for the home page. Each part is one call (of what is parked: one of each service), given up after two seconds: the page opens
/// whatever happens to a service, and a part that could not be read is null.
/// </summary>
internal sealed class TodayReader(
    ComplaintsClient complaints, IndicatorsClient indicators, ReportingClient reporting, SurveysClient surveys, Workbench workbench, Catalogue catalogue, TimeProvider time)
{
    private const int MostKiosks = 200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongSilence = TimeSpan.FromHours(24);

    public Task<CasesToday?> ReadCasesAsync(CancellationToken cancellationToken) => TryAsync(async soon =>
    {
        var desk = await complaints.ReadDeskAsync(soon);
        return new CasesToday(desk.Overdue, desk.Handlers.Sum(load => load.Cases.DueToday + load.Cases.DueThisWeek), desk.Unassigned, NextMonday);
    }, cancellationToken);

    /// <summary>Of the first network at whose every site the person is a quality officer; null also where there is none.</summary>
    public Task<BalanceToday?> ReadBalanceAsync(Caller caller, CancellationToken cancellationToken) => TryAsync(async soon =>
    {
        if (catalogue.Networks.FirstOrDefault(one => caller.Has(Roles.Quality, one)) is not { } network) return null;
        var year = catalogue.Sites.First(site => site.Code == network.Sites[0]).TimeZone.Today(time).Year;
        // The year before too: until its report is frozen, what waits in it has to be seen here.
        var balance = await indicators.ReadBalanceAsync(network.Code, FormattableString.Invariant($"{year - 1}-01-01..{year}-12-31"), soon);
        return new BalanceToday(network.Name, new DateOnly(year - 1, 1, 1), balance.Closed, balance.SetAside, balance.LeftOut, balance.Parked);
    }, cancellationToken);

    /// <summary>The newest reports.</summary>
    public Task<IReadOnlyList<ReportLine>?> ReadReportsAsync(CancellationToken cancellationToken) =>
        TryAsync(async soon => (await reporting.ListAsync(null, soon)).Items, cancellationToken);

    public Task<KiosksToday?> ReadKiosksAsync(CancellationToken cancellationToken) => TryAsync(async soon =>
    {
        var page = await surveys.ListKiosksAsync(null, false, null, MostKiosks, soon);
        var silent = time.GetUtcNow() - LongSilence;
        return new KiosksToday(
            page.Items.Count(one => one.Status == "enrolled"),
            page.Items.Count(one => one.Status == "created"),
            page.Items.Count(one => one.Status == "enrolled" && !(one.LastSeen > silent)),
            page.Items.Count(one => one.Status == "enrolled" && one.ClockAlert),
            page.Items.Sum(one => one.SetAside),
            page.Next is null);
    }, cancellationToken);

    /// <summary>What waits for the administrator, of all sites.</summary>
    public Task<ParkedEverywhere?> ReadParkedAsync(CancellationToken cancellationToken) =>
        TryAsync<ParkedEverywhere>(async soon => await workbench.ReadAsync(givenUp: false, soon), cancellationToken);

    // The first day after this week, where the first site is.
    private DateOnly NextMonday
    {
        get
        {
            var today = catalogue.Sites[0].TimeZone.Today(time);
            return today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        }
    }

    private async Task<T?> TryAsync<T>(Func<CancellationToken, Task<T?>> read, CancellationToken cancellationToken) where T : class
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await read(both.Token);
        }
        catch (Exception fault) when (fault is ServiceAwayException or ServiceRefusedException
            || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}

/// <summary>The open complaints and suggestions of one's sites. <c>NextMonday</c> is the first day after this week.</summary>
internal sealed record CasesToday(long Overdue, long DueThisWeek, long Unassigned, DateOnly NextMonday);

/// <summary>Whether everything received since a day is in the figures of a network; how many answers wait for a decision or count for nothing, how many records are parked.</summary>
internal sealed record BalanceToday(string Network, DateOnly Since, bool Closed, long SetAside, long LeftOut, long Parked)
{
    public bool Settled => Closed && SetAside == 0;
}

/// <summary>The kiosks: enrolled, still to be enrolled, enrolled and unheard of for a day, enrolled with a clock to be set right; answers set aside.</summary>
internal sealed record KiosksToday(int Enrolled, int Waiting, int Silent, int WrongClocks, int SetAside, bool All);

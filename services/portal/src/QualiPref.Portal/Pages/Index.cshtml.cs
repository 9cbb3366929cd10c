using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages;

/// <summary>What needs doing today, for each role; the tasks of the public. One call a part, of what is parked one of each service, all at once.</summary>
internal sealed class IndexModel(TodayReader today, Catalogue catalogue) : PageModel
{
    /// <summary>Within how many working days an answer is promised.</summary>
    public int AnswerWorkingDays => catalogue.AnswerWorkingDays;

    internal CasesToday? Cases { get; private set; }

    internal BalanceToday? Balance { get; private set; }

    internal IReadOnlyList<ReportLine>? Reports { get; private set; }

    internal KiosksToday? Kiosks { get; private set; }

    internal ParkedEverywhere? Parked { get; private set; }

    /// <summary>What is parked may be of any site: only those see it who cover all.</summary>
    internal bool DecidesOnParked => Caller.Of(HttpContext).Has(Roles.Admin, "*");

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var cases = User.Holds(Roles.Handler) ? today.ReadCasesAsync(cancellationToken) : Nothing<CasesToday>();
        var balance = User.Holds(Roles.Quality) ? today.ReadBalanceAsync(Caller.Of(HttpContext), cancellationToken) : Nothing<BalanceToday>();
        var reports = User.Holds(Roles.Quality) ? today.ReadReportsAsync(cancellationToken) : Nothing<IReadOnlyList<ReportLine>>();
        var kiosks = User.Holds(Roles.Admin) ? today.ReadKiosksAsync(cancellationToken) : Nothing<KiosksToday>();
        var parked = DecidesOnParked ? today.ReadParkedAsync(cancellationToken) : Nothing<ParkedEverywhere>();
        (Cases, Balance, Reports, Kiosks, Parked) = (await cases, await balance, await reports, await kiosks, await parked);
    }

    private static Task<T?> Nothing<T>() where T : class => Task.FromResult<T?>(null);
}

using Microsoft.AspNetCore.Mvc.RazorPages;
using QualiPref.Platform.Identity;
using QualiPref.Portal.Services;
using QualiPref.Portal.Session;

namespace QualiPref.Portal.Pages;

/// <summary>What needs doing today, for each role; three tasks for the public. At most four calls, all at once.</summary>
internal sealed class IndexModel(TodayReader today) : PageModel
{
    internal CasesToday? Cases { get; private set; }

    internal BalanceToday? Balance { get; private set; }

    internal IReadOnlyList<ReportLine>? Reports { get; private set; }

    internal KiosksToday? Kiosks { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var cases = User.Holds(Roles.Handler) ? today.ReadCasesAsync(cancellationToken) : Nothing<CasesToday>();
        var balance = User.Holds(Roles.Quality) ? today.ReadBalanceAsync(Caller.Of(HttpContext), cancellationToken) : Nothing<BalanceToday>();
        var reports = User.Holds(Roles.Quality) ? today.ReadReportsAsync(cancellationToken) : Nothing<IReadOnlyList<ReportLine>>();
        var kiosks = User.Holds(Roles.Admin) ? today.ReadKiosksAsync(cancellationToken) : Nothing<KiosksToday>();
        (Cases, Balance, Reports, Kiosks) = (await cases, await balance, await reports, await kiosks);
    }

    private static Task<T?> Nothing<T>() where T : class => Task.FromResult<T?>(null);
}

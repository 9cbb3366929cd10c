using System.Diagnostics;
using System.Net;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>
/// Two portals that are killed in turn while browsers sign in at them, each with a person of its own: a session that a browser was given is there at both
/// portals until that browser signs in anew, whatever became of the portal that gave it.
/// </summary>
[Long]
public sealed class Signing_in_by_the_thousand(TwoPortals system) : IClassFixture<TwoPortals>
{
    private const int Parallel = 16;

    private const int Browsers = 1_000, Rounds = 10;

    private readonly Random _random = new(Effort.Seed);

    private long _signIns, _repeated;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Loses_no_session_while_the_portals_are_killed_in_turn()
    {
        var browsers = Enumerable.Range(0, Browsers).Select(number => new Browser(new Surfer(system.Portals[0].Address), $"personne-{number}")).ToList();
        var watch = Stopwatch.StartNew();
        for (var round = 0; round < Rounds; round++)
        {
            var victim = system.Portals[round % 2];
            var moment = _signIns + _random.Next(Browsers / 4, Browsers * 3 / 4);
            var signingIn = ForEachAsync(browsers, SignInAsync);
            await Eventually.GoesOnToAsync($"{moment} sign-ins are done", _ => DoneAsync(signingIn), done => done >= moment, cancellationToken: Token);
            await victim.KillAsync();
            await victim.StartAsync(Token);
            await signingIn;
            await ForEachAsync(browsers, DemandSessionAsync);
        }
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{_signIns} sign-ins of {Browsers} browsers in {watch.Elapsed.TotalSeconds:0.0} s with {Rounds} kills; {_repeated} were begun anew because a portal died over them");
        foreach (var browser in browsers) browser.Surfer.Dispose();
    }

    // What ended the sign-ins is told instead of their number.
    private async Task<long> DoneAsync(Task signingIn)
    {
        if (signingIn.IsFaulted) await signingIn;
        return Interlocked.Read(ref _signIns);
    }

    private static Task ForEachAsync(IReadOnlyList<Browser> browsers, Func<Browser, int, Task> visit) => System.Threading.Tasks.Parallel.ForAsync(
        0, browsers.Count, new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = Token }, async (number, _) => await visit(browsers[number], number));

    // A portal that dies in the middle answers nothing more: the browser goes to the other one and begins anew.
    private async Task SignInAsync(Browser browser, int number)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var portal = system.Portals[(number + attempt) % 2].Address;
                var page = await browser.Surfer.OpenAsync(portal + "/connexion/depart?retour=/compte-en-attente", Token);
                if (page.Address.AbsolutePath == "/connexion") page = await browser.Surfer.SubmitAsync(page, "/connexion", [("personne", browser.Person)], Token);
                Assert.True(IsOf(browser, page), $"{page.Address} ({(int)page.Status}) after signing in: {page.Text}");
                Interlocked.Increment(ref _signIns);
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                Interlocked.Increment(ref _repeated);
            }
        }
    }

    private async Task DemandSessionAsync(Browser browser, int number)
    {
        var page = await browser.Surfer.LookAsync(system.Portals[number % 2].Address + "/compte-en-attente", Token);
        Assert.True(IsOf(browser, page), $"the session of {browser.Person} is lost: {(int)page.Status} {page.Text}");
    }

    private static bool IsOf(Browser browser, SurferPage page) => page.Status == HttpStatusCode.OK && page.Text.Contains($"<strong>{browser.Person} (exemple)</strong>", StringComparison.Ordinal);

    private sealed record Browser(Surfer Surfer, string Person);
}

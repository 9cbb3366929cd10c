using System.Diagnostics;
using System.Net;
using QualiPref.EndToEnd.Tests.Hostile;
using QualiPref.Synthetic;
using QualiPref.Synthetic.Sending;

namespace QualiPref.EndToEnd.Tests.Systems;

/// <summary>
/// 300 answers a second from kiosks, desks and the web, cases and what becomes of them, and a référent and an administrator who look at their pages with the sessions
/// that they began with: nobody of them may be refused, whatever is done to the replicas meanwhile.
/// </summary>
internal sealed class SteadyLoad(BalancedSystem system)
{
    private const int AnswersPerSecond = 300;

    private const string EndSession = "/mes-sessions?handler=End";

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private static readonly string[] PagesOfQuality = ["/", "/equilibre", "/indicateurs", "/bilans", "/bilans/editions", "/reclamations"];

    private static readonly string[] PagesOfAdministrators = ["/", "/bornes", "/exploitation/anomalies"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Sends as long as something is done, and then compares all figures.</summary>
    /// <param name="seed">What is sent is made of it; no two runs on one system may have the same.</param>
    /// <param name="operate">What is done.</param>
    public async Task DuringAsync(int seed, Func<Task> operate)
    {
        using var over = new CancellationTokenSource();
        var sender = system.NewSender();
        var (before, failures) = (system.AcknowledgedAnswers, system.Balancer.Failures.Count);
        var watch = Stopwatch.StartNew();
        var steady = new SteadySending(sender, SyntheticNetwork.Essonne, RunningSystem.Year, AnswersPerSecond, TimeProvider.System);
        var sending = steady.RunAsync(seed, over.Token, Token);
        Task[] load = [sending, LookAsync("quality", PagesOfQuality, over.Token), LookAsync("admin", PagesOfAdministrators, over.Token)];
        var work = operate();
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await over.CancelAsync();
        await Task.WhenAll([work, .. load]);
        var (answers, seconds) = (system.AcknowledgedAnswers - before, watch.Elapsed.TotalSeconds);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{await sending} answers sent in {seconds:0.0} s ({await sending / seconds:0} answers/s of {AnswersPerSecond} asked for), of which {answers} count, in {sender.Done} requests with all else, {system.Balancer.Failures.Count - failures} replies of 5xx");

        Assert.Empty(sender.Faults);
        Assert.Empty(system.Balancer.Failures);
        await system.AgreesAsync();
    }

    /// <summary>Opens page after page, and sends a form with the secret that was read at the beginning: neither may be forgotten by any replica.</summary>
    private async Task LookAsync(string person, string[] pages, CancellationToken over)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(system.Address), Timeout = TimeSpan.FromSeconds(60) };
        var session = await PageSession.OfStaffAsync(http, Token, person);
        using var look = new PeriodicTimer(Look, TimeProvider.System);
        for (var turn = 0; !over.IsCancellationRequested; turn++)
        {
            var page = pages[turn % pages.Length];
            Assert.Equal((page, HttpStatusCode.OK, null), await AskAsync(http, session, page));
            // A session that there is not: whoever would have none either were led to the door.
            Assert.Equal((EndSession, HttpStatusCode.Redirect, "/mes-sessions"), await AskAsync(http, session, EndSession, [KeyValuePair.Create("session", "none")]));
            await look.WaitForNextTickAsync(Token);
        }
    }

    private static async Task<(string Page, HttpStatusCode Status, string? Next)> AskAsync(HttpClient http, PageSession session, string page, IEnumerable<KeyValuePair<string, string>>? form = null)
    {
        using var question = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, page);
        question.Headers.Add("Cookie", session.Cookie);
        if (form is not null) question.Content = new FormUrlEncodedContent(form.Append(KeyValuePair.Create(PageSession.FormField, session.FormToken)));
        using var answer = await http.SendAsync(question, Token);
        return (page, answer.StatusCode, answer.Headers.Location?.OriginalString);
    }
}

using System.CommandLine;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Checking;

/// <summary><c>check</c>: whether everything is as it has to be.</summary>
internal static class CheckCommand
{
    private const int ShortestWait = 1, LongestWait = 3600;

    public static Command Create(Toolbox toolbox)
    {
        var sends = new Option<bool>("--send-test-answer")
        {
            Description = "Sends one answer as the public does and waits until it is behind a figure of its site. It is a real answer and counts until it is withdrawn, which needs a token; "
                + "its id begins with 7e577e57, its comment names this tool, and it says « not concerned » where the questionnaire lets it, so that no rate moves.",
        };
        var site = new Option<string?>("--site") { Description = "Code of the site that the test answer is for; the first of the catalogue when left out.", HelpName = "code" };
        var within = new Option<int>("--within") { Description = "For how many seconds the figure is waited for.", HelpName = "seconds", DefaultValueFactory = _ => 120 };
        within.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < ShortestWait or > LongestWait) result.AddError($"--within takes {ShortestWait} to {LongestWait} seconds.");
        });
        return toolbox.Does(
            new Command("check", "Looks whether database and broker answer, keys can be read, services are ready and believe the caller, and the catalogue is there. Ends with 1 when something is not so.") { sends, site, within },
            (session, arguments, cancellationToken) => RunAsync(
                session, arguments.GetValue(sends) ? new TestAnswer(session, TimeSpan.FromSeconds(arguments.GetValue(within))) : null, arguments.GetValue(site), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, TestAnswer? testAnswer, string? site, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>
        {
            await DatabaseCheck.LookAsync(session.Settings, cancellationToken),
            await BrokerCheck.LookAsync(session.Settings, cancellationToken),
            ServiceChecks.LookAtKeys(session.Settings),
        };
        findings.AddRange(await ServiceChecks.AskProcessesAsync(session, cancellationToken));
        if (session.Settings.Processes.Count > 0)
        {
            findings.Add(session.Credentials.AreThere ? Finding.Ok("token", $"Calls are made with {session.Credentials.Description}.") : Finding.Skipped("token", session.Credentials.Description));
            findings.AddRange(await ServiceChecks.AskBeliefAsync(session, cancellationToken));
            findings.Add(await ServiceChecks.LookAtCatalogueAsync(session, cancellationToken));
            if (testAnswer is not null) findings.AddRange(await testAnswer.SendAsync(site, cancellationToken));
        }
        var isFine = findings.TrueForAll(finding => finding.State != FindingState.Failed);
        session.Screen.Show(new CheckResult(isFine, findings), () =>
        {
            session.Screen.Table(["Part", "State", "Detail"], findings.Select(finding => (string[])[finding.Part, Word(finding.State), finding.Detail]));
            session.Screen.Line(isFine ? "All that was looked at is as it has to be." : "Something is not as it has to be.");
        });
        return isFine ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static string Word(FindingState state) => state.ToString().ToLowerInvariant();

    private sealed record CheckResult(bool Ok, IReadOnlyList<Finding> Findings);
}

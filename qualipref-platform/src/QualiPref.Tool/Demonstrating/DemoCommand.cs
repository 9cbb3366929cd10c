using System.CommandLine;
using QualiPref.Demo;
using QualiPref.Synthetic.Sending;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Demonstrating;

/// <summary><c>demo</c>: fills an installation with what is made up, and freezes a report of it.</summary>
internal static class DemoCommand
{
    private const string Network = "essonne";

    public static Command Create(Toolbox toolbox)
    {
        var seed = new Option<int>("--seed") { Description = "What all that is made up follows from: the same seed makes the same answers, and a further run adds nothing.", HelpName = "number", DefaultValueFactory = _ => 1 };
        var answers = new Option<int>("--answers") { Description = "How many answers the year has, 1000 to 30000; everything else in proportion.", HelpName = "number", DefaultValueFactory = _ => DemoOptions.MostAnswers };
        var memory = new Option<string>("--memory")
        {
            Description = "File that keeps the kiosks with their tokens for a further run.",
            HelpName = "file",
            DefaultValueFactory = _ => Path.Combine(Path.GetTempPath(), "qualipref-demo-kiosks.json"),
        };
        answers.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < DemoOptions.FewestAnswers or > DemoOptions.MostAnswers) result.AddError($"--answers takes {DemoOptions.FewestAnswers} to {DemoOptions.MostAnswers}.");
        });
        return toolbox.Does(
            new Command("demo", $"Fills the network {Network} with two years of made-up answers and complaints through the public calls, waits until all is counted, freezes the last year's report and prints the committee's table. "
                + "Broken off, it may be run again and adds nothing a second time. What it makes up counts: never run it where anybody relies on the figures.") { seed, answers, memory },
            (session, arguments, cancellationToken) => RunAsync(session, arguments.GetValue(seed), arguments.GetValue(answers), arguments.GetRequiredValue(memory), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, int seed, int answers, string memory, CancellationToken cancellationToken)
    {
        var origin = session.Settings.Portal ?? throw Failure.WrongUse($"The demonstration goes through the portal: name it with --address or {Settings.AddressVariable}.");
        if ((await session.Api.ReadCatalogueAsync(cancellationToken)).Networks.All(network => network.Code != Network))
            throw Failure.Wrong($"The catalogue of {origin} has no network {Network}, which the demonstration is about: run it on the catalogue that the images carry.");
        using var http = session.NewPlainClient(origin);
        var identities = new Identities(http, (_, name) => session.Credentials.Token(name));
        var options = new DemoOptions { Origin = origin, Seed = seed, YearAnswers = answers, Memory = memory, Today = DateOnly.FromDateTime(session.Time.GetLocalNow().DateTime) };
        try
        {
            var result = await new Demonstration(http, identities, options, session.Time, session.Screen.Note).RunAsync(cancellationToken);
            session.Screen.Show(result, () =>
            {
                foreach (var line in result.Table) session.Screen.Line(line);
                session.Screen.Line($"Édition : {result.Address} (avec un jeton du rôle quality)");
                session.Screen.Line($"Pour la lire dans un navigateur : qualipref edition {result.Edition} >edition.html");
            });
            return ExitCode.Fine;
        }
        catch (DemoException exception)
        {
            throw Failure.Wrong(exception.Message);
        }
        catch (HttpRequestException exception)
        {
            throw Failure.NotReached($"{origin} stopped answering ({Reaching.Why(exception)}). A further run goes on where this one was.");
        }
    }
}

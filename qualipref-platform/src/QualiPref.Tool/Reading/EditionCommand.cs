using System.CommandLine;
using QualiPref.Platform.Calls;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Reading;

/// <summary><c>edition</c>: the document of a frozen edition, for whoever cannot sign in at the portal.</summary>
internal static class EditionCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var id = new Argument<string?>("id") { Description = "Id of the edition, as `verify-all` lists it; the newest of all when left out.", Arity = ArgumentArity.ZeroOrOne };
        return toolbox.Does(
            new Command("edition", "Writes the document of a frozen edition to the standard output, and nothing else: a page for a browser, or with --json the document for programs.") { id },
            (session, arguments, cancellationToken) => RunAsync(session, arguments.GetValue(id) is { } named ? Parse(named) : null, cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, Guid? wanted, CancellationToken cancellationToken)
    {
        var id = wanted ?? await NewestAsync(session.Api, cancellationToken);
        var document = await session.Api.SendAsync(Call.Get(ServiceNames.Reporting, $"editions/{id}/document?format={(session.Screen.IsJson ? "json" : "html")}"), cancellationToken);
        session.Screen.Show(document.Body, () => session.Screen.Document(document.Text));
        return ExitCode.Fine;
    }

    private static Guid Parse(string id) => Guid.TryParse(id, out var known) ? known : throw Failure.WrongUse($"'{Plain.Line(id)}' is no id of an edition: `qualipref verify-all` lists them.");

    private static async Task<Guid> NewestAsync(Api api, CancellationToken cancellationToken) =>
        (await api.ListAsync<Edition>(ServiceNames.Reporting, "editions", cancellationToken)).MaxBy(edition => edition.CreatedAt)?.Id
            ?? throw Failure.Wrong("There is no edition yet: freeze a report first.");

    private sealed record Edition(Guid Id, DateTimeOffset CreatedAt);
}

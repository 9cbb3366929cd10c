using System.CommandLine;
using System.Text;
using System.Text.Unicode;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Faults;

/// <summary><c>faults mend</c>: another body for a message, to be tried again then.</summary>
internal static class MendCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var id = new Argument<string>("id") { Description = "Name of a message as `faults list` prints it." };
        var file = new Option<string>("--file") { Description = "File with the new body; `faults show --save` writes the present one.", HelpName = "file", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it is mended, in at most 500 letters.", HelpName = "words", Required = true };
        var type = new Option<string?>("--content-type") { Description = "What the new body is; as it was when left out.", HelpName = "type" };
        var retries = new Option<bool>("--retry") { Description = "Tries it again at once." };
        return toolbox.Does(
            new Command("mend", "Puts another body in the place of a message's; the one of before is kept, with who did so and why. Ends with 1 when it was not there.") { id, file, reason, type, retries },
            async (session, arguments, cancellationToken) =>
            {
                var message = FaultId.Parse(arguments.GetRequiredValue(id));
                var bench = new FaultBench(session.Api);
                var body = Read(arguments.GetRequiredValue(file));
                var isText = Utf8.IsValid(body);
                var mended = new Mended(
                    isText ? Encoding.UTF8.GetString(body) : Convert.ToBase64String(body), !isText, arguments.GetValue(type), arguments.GetRequiredValue(reason));
                List<ActResult> results = [await bench.MendAsync(message, mended, cancellationToken)];
                if (arguments.GetValue(retries) && results[0].IsDone()) results.Add(await bench.RetryAsync(message, cancellationToken));
                return session.Screen.ShowActs(results);
            });
    }

    private static byte[] Read(string file)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure.WrongUse($"{file} cannot be read ({exception.GetType().Name}).");
        }
    }

    private sealed record Mended(
        string Content, bool IsBase64, [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string? ContentType, string Reason);
}

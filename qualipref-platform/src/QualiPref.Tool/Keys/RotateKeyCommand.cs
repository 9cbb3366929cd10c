using System.CommandLine;
using System.Net;
using QualiPref.Platform.Calls;
using QualiPref.Platform.Identity;
using QualiPref.Tool.Calls;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Keys;

/// <summary>
/// <c>keys rotate</c>: has somebody sign with another key. Its public half is added first, then every service is asked whether it knows it, and only then is it signed
/// with. Broken off, it goes on where it was.
/// </summary>
internal static class RotateKeyCommand
{
    // Behind one address may be several replicas, which read their keys each at its own time.
    private const int InARow = 30;

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    public static Command Create(Toolbox toolbox)
    {
        var (folder, signer) = (KeysCommand.FolderArgument(), KeysCommand.SignerArgument());
        var within = new Option<int>("--within") { Description = "For how many seconds the services may take to know it.", HelpName = "seconds", DefaultValueFactory = _ => 300 };
        var unasked = new Option<bool>("--unasked") { Description = "Asks no service: you have seen to it that all know the key that `keys add` made." };
        return toolbox.Does(
            new Command("rotate", "Has somebody sign with a new key: adds its public half unless `keys add` did, waits until every service knows it, then replaces the private key. The old public key stays, "
                + "since tokens that it signed are about: of surveys for as long as kiosks have some.") { folder, signer, within, unasked },
            (session, arguments, cancellationToken) => RunAsync(
                session, arguments.GetRequiredValue(folder), arguments.GetRequiredValue(signer), arguments.GetValue(unasked), TimeSpan.FromSeconds(arguments.GetValue(within)), cancellationToken));
    }

    private static async Task<int> RunAsync(Session session, string folder, string signer, bool isUnasked, TimeSpan within, CancellationToken cancellationToken)
    {
        var isPrepared = File.Exists(Path.Combine(folder, KeyFolder.PreparedKeyOf(signer)));
        if (isUnasked && !isPrepared) throw Failure.WrongUse($"Nobody can know a key yet that is not made: run `qualipref keys add {folder} {signer}`, hand its public half out, and wait until every process has read it.");
        KeysCommand.InFolder(() =>
        {
            if (!Directory.Exists(folder)) throw new KeyFolderException($"There is no folder {folder}.");
            KeyFolder.Prepare(folder, signer);
        });
        if (!isUnasked) await UntilKnownAsync(session, folder, signer, within, cancellationToken);
        return ListKeysCommand.Show(session.Screen, folder, path => KeyFolder.Replace(path, signer));
    }

    private static Task<bool> UntilKnownAsync(Session session, string folder, string signer, TimeSpan within, CancellationToken cancellationToken) =>
        session.Screen.FollowAsync($"Waiting until every service knows the new key of {signer}", async tell =>
        {
            var started = session.Time.GetTimestamp();
            using var pause = new PeriodicTimer(Between, session.Time);
            foreach (var (asked, service) in ServiceNames.All.Index())
            {
                for (var believed = 0; believed < InARow; await pause.WaitForNextTickAsync(cancellationToken))
                {
                    believed = await IsKnownAsync(session, folder, signer, service, cancellationToken) ? believed + 1 : 0;
                    tell((asked + (double)believed / InARow) / ServiceNames.All.Count);
                    if (session.Time.GetElapsedTime(started) > within) throw Failure.Wrong(
                        $"After {within.TotalSeconds} s {service} does not know the new key of {signer}. Nothing signs with it yet; see that its public half gets to {service}, then run this again.");
                }
            }
            return true;
        });

    // What the key signs here opens nothing: refused for want of a role, it was believed.
    private static async Task<bool> IsKnownAsync(Session session, string folder, string signer, string service, CancellationToken cancellationToken)
    {
        var trial = "";
        KeysCommand.InFolder(() => trial = PlatformTokens.OnTrial(folder, signer, session.Time));
        var answer = await session.Api.TryAsync(Call.Get(service, "parked") with { Token = trial }, cancellationToken);
        return answer.Status switch
        {
            HttpStatusCode.Forbidden => true,
            HttpStatusCode.Unauthorized => false,
            _ => throw Failure.NotReached($"{answer.Call} answered in a way that says nothing of a key: {answer.Trouble}"),
        };
    }
}

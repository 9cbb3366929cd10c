using System.CommandLine;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Keys;

/// <summary><c>token</c>: for calls that no command makes.</summary>
internal static class TokenCommand
{
    public static Command Create(Toolbox toolbox) => toolbox.Does(
        new Command("token", "Prints the token by which this tool makes its calls, for calls of one's own: with the operator's key that of an administrator of all sites, for ten minutes at least. Whoever has it is that administrator."),
        (session, _, _) =>
        {
            if (session.Settings.Fleeting.IsHere) throw Failure.WrongUse("The token would stand in the log of this pod, and whoever reads that would be the administrator. Run the tool outside of the cluster, from its image.");
            var token = session.Credentials.Token();
            session.Screen.Show(new { token }, () => session.Screen.Document(token + Environment.NewLine));
            return Task.FromResult(ExitCode.Fine);
        });
}

using System.Diagnostics;
using System.Globalization;

namespace QualiPref.Local.Tests;

/// <summary>A port is chosen seconds before anything listens on it: until then it looks free to every other process that chooses.</summary>
public sealed class Choosing_ports
{
    // By chance alone some thirteen of them would be the same.
    private const int Many = 400;

    [Fact]
    public async Task Gives_none_that_another_process_was_given()
    {
        using var other = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { ProjectFolder.BuiltAssembly("QualiPref.Local.TestHost"), "choose", $"{Many}" },
            RedirectStandardOutput = true,
        })!;
        try
        {
            var theirs = (await other.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!.Split(' ').Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToList();
            var ours = Enumerable.Range(0, Many).Select(_ => Ports.Choose(0)).ToList();

            Assert.Equal((Many, Many), (theirs.Distinct().Count(), ours.Distinct().Count()));
            Assert.Empty(theirs.Intersect(ours));
        }
        finally
        {
            other.Kill();
        }
    }

    [Fact]
    public void Takes_none_for_free_on_which_somebody_listens()
    {
        var taken = Ports.Choose(0);
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, taken);
        listener.Start();
        Assert.False(Ports.IsFree(taken));
    }
}

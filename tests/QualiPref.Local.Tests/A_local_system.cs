using System.Net;
using System.Net.Sockets;
using QualiPref.Testing;

namespace QualiPref.Local.Tests;

public class A_local_system
{
    [Fact]
    public void Says_before_starting_anything_that_its_port_is_in_use()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = Assert.Throws<LocalStartException>(
            () => new LocalSystem(new LocalSystemOptions { DataDirectory = folder["data"], Port = port }));

        Assert.Contains($"Port {port} on 127.0.0.1, wanted for QualiPref, is in use", failure.Message);
        Assert.False(Directory.Exists(folder["data"]), "nothing was started yet");
    }

    [Fact]
    public async Task Shares_its_data_directory_with_no_other()
    {
        using var folder = new TemporaryFolder();
        var options = new LocalSystemOptions { DataDirectory = folder["data"] };
        await using (new LocalSystem(options))
        {
            var failure = Assert.Throws<LocalStartException>(() => new LocalSystem(options));
            Assert.Contains(folder["data"], failure.Message);
        }
        await using var next = new LocalSystem(options);
    }

    [Fact]
    public async Task Makes_a_key_for_each_service_once_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        var options = new LocalSystemOptions { DataDirectory = folder["data"] };
        var keys = Path.Combine(folder["data"], "keys");
        await using (new LocalSystem(options))
        {
        }
        var first = ContentsOf(keys);
        await using (new LocalSystem(options))
        {
        }

        Assert.Equal(["complaints", "indicators", "operator", "portal", "reporting", "surveys"], first.Keys.Where(file => file.EndsWith(".pem", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension).Order());
        Assert.Equal(12, first.Count);
        Assert.Equal(first, ContentsOf(keys));
        Assert.All(first.Keys, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));

        static SortedDictionary<string, string> ContentsOf(string keys) => new(Directory.GetFiles(keys).ToDictionary(file => file, File.ReadAllText), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Is_one_process_all_in_one_and_five_distributed_beside_the_sign_in_provider()
    {
        using var folder = new TemporaryFolder();
        await using var one = new LocalSystem(new LocalSystemOptions { DataDirectory = folder["one"] });
        await using var many = new LocalSystem(
            new LocalSystemOptions { DataDirectory = folder["many"], Shape = SystemShape.Distributed });

        Assert.Equal(["MongoDB engine", "sign-in", "all-in-one"], one.Parts.Select(p => p.Name));
        Assert.Equal(
            ["MongoDB engine", "RabbitMQ", "sign-in", "surveys", "complaints", "indicators", "reporting", "portal"], many.Parts.Select(p => p.Name));
        Assert.Equal(many.Address, many["portal"].Address);
    }

    [Fact]
    public async Task Keeps_the_address_of_its_provider_by_which_persons_are_known()
    {
        using var folder = new TemporaryFolder();
        var options = new LocalSystemOptions { DataDirectory = folder["data"] };
        string first;
        await using (var system = new LocalSystem(options)) first = system.SignIn.Address;
        await using var again = new LocalSystem(options);
        Assert.Equal(first, again.SignIn.Address);
    }
}

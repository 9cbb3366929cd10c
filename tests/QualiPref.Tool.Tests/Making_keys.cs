using QualiPref.Platform.Identity;
using QualiPref.Testing;

namespace QualiPref.Tool.Tests;

public sealed class Making_keys
{
    [Fact]
    public async Task Gives_each_service_and_the_operator_one_and_keeps_what_is_there()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, await Commands.Root(TimeProvider.System).Parse(["keys", "new", folder.Path]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        var first = PlatformTokens.ForOperator(folder.Path, "Exploitation", TimeProvider.System);
        var before = Directory.GetFiles(folder.Path).Order().ToDictionary(file => file, File.ReadAllText);

        Assert.Equal(0, await Commands.Root(TimeProvider.System).Parse(["keys", "new", folder.Path]).InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));

        Assert.NotEmpty(first);
        Assert.Equal(12, before.Count);
        Assert.Equal(before, Directory.GetFiles(folder.Path).Order().ToDictionary(file => file, File.ReadAllText));
    }
}

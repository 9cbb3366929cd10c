using System.CommandLine;
using Microsoft.Extensions.Configuration;
using MongoDB.Bson;
using QualiPref.Testing;
using QualiPref.Tool.Backup;

namespace QualiPref.Tool.Tests.Backup;

public sealed class Taking_a_backup(RealEngine engine)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Makes_a_file_that_nobody_else_can_read_and_leaves_nothing_beside_it()
    {
        await using var installation = new Installation(engine);
        Assert.Equal(0, await installation.BackupAsync(installation.File("backup")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(installation.File("backup")));
        Assert.Equal([installation.File("backup")], Directory.GetFiles(Path.GetDirectoryName(installation.File("backup"))!));
        Assert.Equal(0, await installation.RestoreAsync(installation.File("backup"), "--check-only"));
    }

    [Fact]
    public async Task Writes_over_no_file()
    {
        await using var installation = new Installation(engine);
        await File.WriteAllTextAsync(installation.File("backup"), "of yesterday", Token);
        Assert.Equal(2, await installation.BackupAsync(installation.File("backup")));
        Assert.Contains("is there already", installation.Said.Error, StringComparison.Ordinal);
        Assert.Equal("of yesterday", await File.ReadAllTextAsync(installation.File("backup"), Token));
    }

    [Fact]
    public async Task That_is_broken_off_leaves_no_file()
    {
        await using var installation = new Installation(engine);
        Assert.Equal(1, await installation.RunAsync(BackupCommands.Backup, [installation.File("backup")], line =>
        {
            if (line.StartsWith("surveys.responses", StringComparison.Ordinal)) throw new IOException("The disk is full.");
        }));
        Assert.Contains("The disk is full.", installation.Said.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(installation.File("backup"))!));
    }

    [Fact]
    public async Task Is_refused_where_a_collection_is_that_nobody_has_decided_on()
    {
        await using var installation = new Installation(engine);
        await installation["surveys.feelings"].InsertOneAsync(new BsonDocument("_id", 1), null, Token);
        var code = await installation.BackupAsync(installation.File("backup"));
        await installation.Database("surveys").DropCollectionAsync("feelings", Token);

        Assert.Equal(1, code);
        Assert.Contains("_surveys holds feelings, which this tool", installation.Said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_its_file_and_what_the_balance_then_has_received()
    {
        await using var installation = new Installation(engine);
        await installation["surveys.responses"].InsertManyAsync(
            [new BsonDocument { ["_id"] = 1, ["site"] = "91-EVRY" }, new BsonDocument("_id", 2), new BsonDocument { ["_id"] = 3, ["site"] = BsonNull.Value }, new BsonDocument { ["_id"] = 4, ["site"] = "91-EVRY" }], null, Token);
        await installation["complaints.cases"].InsertOneAsync(new BsonDocument { ["_id"] = 1, ["site"] = "91-EVRY" }, null, Token);
        foreach (var (command, words) in ((Func<string[], Task<int>>, string)[])[(installation.BackupAsync, "Backed up to"), (given => installation.RestoreAsync([.. given, "--check-only"]), "Whole:"), (given => installation.RestoreAsync([.. given, "--replace"]), "Restored from")])
        {
            Assert.Equal(0, await command([installation.File("backup")]));
            Assert.StartsWith($"{words} {installation.File("backup")}: 5 documents", installation.Said.Output, StringComparison.Ordinal);
            Assert.Contains("surveys 2, complaints 1.", installation.Said.Output, StringComparison.Ordinal);
            Assert.Contains("name no site, and are in no balance: 2.", installation.Said.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("backup", "would be gone with this pod")]
    [InlineData("folder/backup", "would be gone with this pod")]
    [InlineData("-", "is its log")]
    public async Task Is_refused_where_it_would_be_gone_with_the_pod(string name, string words)
    {
        await using var installation = new Installation(engine);
        var folder = Path.GetDirectoryName(installation.File("backup"))!;
        installation.Settings["QUALIPREF_FLEETING"] = folder;

        Assert.Equal(2, await installation.BackupAsync(name == "-" ? name : installation.File(name)));

        Assert.Contains(words, installation.Said.Error, StringComparison.Ordinal);
        Assert.Contains("kubectl create job qualipref-backup-now --from=cronjob/qualipref-backup", installation.Said.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
        // A volume that is mounted elsewhere in such a pod is not.
        installation.Settings["QUALIPREF_FLEETING"] = $"{folder}/tmp";
        Assert.Equal(0, await installation.BackupAsync(installation.File("tmp-backup")));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("/tmp", true)]
    public async Task Says_where_no_file_can_be_written_and_in_a_pod_how_one_is_made(string? fleeting, bool isInAPod)
    {
        await using var installation = new Installation(engine);
        installation.Settings["QUALIPREF_FLEETING"] = fleeting;

        Assert.Equal(2, await installation.BackupAsync("/proc/nowhere/backup"));

        Assert.Contains("/proc/nowhere", installation.Said.Error, StringComparison.Ordinal);
        Assert.Equal(isInAPod, installation.Said.Error.Contains("kubectl create job", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mongodb://somebody:secret@127.0.0.1:9/?serverSelectionTimeoutMS=100", 3, "MongoDB at 127.0.0.1:9 does not answer")]
    [InlineData("", 2, "QUALIPREF_MONGO is not set")]
    [InlineData("mongo://somebody:secret@nowhere", 2, "QUALIPREF_MONGO cannot be read")]
    public async Task Says_what_keeps_it_from_the_databases_and_no_password(string address, int code, string word)
    {
        await using var installation = new Installation(engine);
        installation.Settings["QUALIPREF_MONGO"] = address;
        installation.Settings["QualiPref:Storage:ServerSelectionTimeout"] = "00:00:00.1";
        foreach (var command in (Func<Task<int>>[])[() => installation.BackupAsync(installation.File("new")), async () => await RestoreAsync(installation)])
        {
            Assert.Equal(code, await command());
            Assert.Contains(word, installation.Said.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", installation.Said.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Says_that_the_broker_does_not_answer_before_it_touches_anything()
    {
        await using var installation = new Installation(engine);
        Assert.Equal(0, await installation.BackupAsync(installation.File("backup")));
        await installation["surveys.responses"].InsertOneAsync(new BsonDocument("_id", 1), null, Token);
        installation.Settings["QUALIPREF_RABBITMQ"] = "amqp://somebody:secret@127.0.0.1:9/";
        Assert.Equal(3, await installation.RestoreAsync(installation.File("backup"), "--replace"));
        Assert.Contains("RabbitMQ at 127.0.0.1:9 does not answer", installation.Said.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", installation.Said.Error, StringComparison.Ordinal);
        Assert.Single(await installation.ReadAsync("surveys.responses"));
    }

    [Fact]
    public async Task Cannot_be_restored_from_a_file_that_is_not_there()
    {
        await using var installation = new Installation(engine);
        await File.WriteAllTextAsync(installation.File("monday.qualipref"), "", Token);
        await File.WriteAllTextAsync(installation.File("tuesday.qualipref"), "", Token);
        File.SetLastWriteTimeUtc(installation.File("monday.qualipref"), DateTime.UnixEpoch);
        foreach (var how in (string[])["--check-only", "--replace"])
        {
            Assert.Equal(2, await installation.RestoreAsync(installation.File("nowhere"), how));
            Assert.Contains($"There is no file {installation.File("nowhere")}.", installation.Said.Error, StringComparison.Ordinal);
            Assert.Contains("the newest first: tuesday.qualipref, monday.qualipref.", installation.Said.Error, StringComparison.Ordinal);
            Assert.Equal(2, await installation.RestoreAsync(installation.File("no/where"), how));
            Assert.Contains("There is no folder", installation.Said.Error, StringComparison.Ordinal);
        }
        Assert.Equal(2, await installation.RestoreAsync(Path.GetDirectoryName(installation.File("nowhere"))!, "--replace"));
        Assert.Contains("is a folder: name one file of it.", installation.Said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_a_command_of_the_tool_and_so_is_restoring() =>
        Assert.All(["backup", "restore"], name => Assert.Contains(name, Commands.Root(new ConfigurationBuilder().Build(), TimeProvider.System).Subcommands.Select(command => command.Name)));

    private static async Task<int> RestoreAsync(Installation installation)
    {
        var address = installation.Settings["QUALIPREF_MONGO"];
        await using var other = new FileStream(installation.File("empty"), FileMode.Create);
        using (var writer = new BackupWriter(other, new BackupHeader("0.1.0", DateTime.UnixEpoch, "elsewhere"))) writer.Complete();
        other.Close();
        installation.Settings["QUALIPREF_MONGO"] = address;
        return await installation.RestoreAsync(installation.File("empty"));
    }
}

using System.Text;

namespace QualiPref.Bench.Load;

/// <summary>One request as it goes over the wire, and where in it stands what is new each time it is sent.</summary>
/// <param name="Bytes">Head and body.</param>
/// <param name="Site">Index of the site; of a batch that of its first answer.</param>
/// <param name="Expressed">How many of its answers say something to the question whose figure is watched.</param>
/// <param name="IsWithdrawn">Whether its answer is voided once it is acknowledged.</param>
/// <param name="Ids">Offsets of the ids, one for each answer: 36 characters each.</param>
/// <param name="Kiosk">Index of the kiosk that sends it; -1 for none.</param>
/// <param name="Sequences">Offsets of the kiosk's sequence numbers, each in <see cref="SequenceWidth"/> characters of which the first may be blanks.</param>
internal sealed record Request(byte[] Bytes, short Site, int Expressed, bool IsWithdrawn, int[] Ids, int Kiosk, int[] Sequences)
{
    public const int IdWidth = 36, SequenceWidth = 10;

    /// <summary>How many answers it carries.</summary>
    public int Answers => Ids.Length;
}

/// <summary>What is prepared for the generator before any clock runs: the requests, sent in turn and again from the first, and that which withdraws an answer.</summary>
/// <param name="Requests">In the order of sending.</param>
/// <param name="Withdrawal">Voids an answer of version 1.</param>
internal sealed record RequestFile(IReadOnlyList<Request> Requests, Request Withdrawal)
{
    /// <summary>Writes it.</summary>
    public void Write(string path)
    {
        using var writer = new BinaryWriter(new BufferedStream(File.Create(path), 1 << 20), Encoding.UTF8);
        Write(writer, Withdrawal);
        writer.Write(Requests.Count);
        foreach (var request in Requests) Write(writer, request);
    }

    /// <summary>Reads what <see cref="Write(string)"/> wrote.</summary>
    public static RequestFile Read(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 20), Encoding.UTF8);
        var withdrawal = ReadRequest(reader);
        var requests = new Request[reader.ReadInt32()];
        for (var i = 0; i < requests.Length; i++) requests[i] = ReadRequest(reader);
        return new RequestFile(requests, withdrawal);
    }

    private static void Write(BinaryWriter writer, Request request)
    {
        writer.Write(request.Bytes.Length);
        writer.Write(request.Bytes);
        writer.Write(request.Site);
        writer.Write(request.Expressed);
        writer.Write(request.IsWithdrawn);
        writer.Write(request.Kiosk);
        Write(writer, request.Ids);
        Write(writer, request.Sequences);
    }

    private static Request ReadRequest(BinaryReader reader)
    {
        var bytes = reader.ReadBytes(reader.ReadInt32());
        var (site, expressed, isWithdrawn, kiosk) = (reader.ReadInt16(), reader.ReadInt32(), reader.ReadBoolean(), reader.ReadInt32());
        return new Request(bytes, site, expressed, isWithdrawn, ReadOffsets(reader), kiosk, ReadOffsets(reader));
    }

    private static void Write(BinaryWriter writer, int[] offsets)
    {
        writer.Write(offsets.Length);
        foreach (var offset in offsets) writer.Write(offset);
    }

    private static int[] ReadOffsets(BinaryReader reader)
    {
        var offsets = new int[reader.ReadInt32()];
        for (var i = 0; i < offsets.Length; i++) offsets[i] = reader.ReadInt32();
        return offsets;
    }
}

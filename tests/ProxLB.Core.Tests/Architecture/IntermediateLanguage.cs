using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace ProxLB.Core.Tests.Architecture;

/// <summary>Walks the instructions of a method body.</summary>
internal static class IntermediateLanguage
{
    private const byte TwoBytePrefix = 0xFE;

    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value, code => code.OperandType);

    /// <summary>The metadata tokens of types, methods and fields that the instructions name.</summary>
    public static IEnumerable<int> Tokens(IReadOnlyList<byte> instructions)
    {
        var code = instructions.ToArray();
        for (var position = 0; position < code.Length;)
        {
            var value = (ushort)code[position++];
            if (value == TwoBytePrefix)
            {
                value = (ushort)((TwoBytePrefix << 8) | code[position++]);
            }

            var operand = Operands[value];
            if (operand is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
            {
                yield return Int32At(code, position);
            }

            position += operand == OperandType.InlineSwitch ? 4 + (4 * Int32At(code, position)) : Size(operand);
        }
    }

    private static int Int32At(byte[] code, int position) => BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(position));

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };
}

/** The built-in icon set: what builders pick from and menus show. Names are stored; keep them. */
import {
  Archive, ArrowLeft, ArrowRight, Bell, BookOpen, Box, Briefcase, Building2, Calculator, Calendar, Car, ChartColumn, Check,
  ClipboardList, Clock, Coins, CreditCard, Database, Download, File, FileText, Flag, Folder, Globe, Hammer, Heart, House, Image,
  Inbox, Info, Key, Layers, LayoutDashboard, LayoutGrid, Link, List, Lock, type LucideIcon, Mail, MapPin, MessageSquare, Package, Pencil,
  Percent, Phone, Plus, Printer, Receipt, RefreshCw, Save, Search, Send, Settings, Shield, ShoppingCart, Star, Table, Tag, Target,
  Trash2, Truck, Upload, User, Users, Wallet, Warehouse, Workflow, Wrench, X, Zap,
} from "lucide-react";

export const icons: Readonly<Record<string, LucideIcon>> = {
  archive: Archive, "arrow-left": ArrowLeft, "arrow-right": ArrowRight, bell: Bell, book: BookOpen, box: Box, briefcase: Briefcase,
  building: Building2, calculator: Calculator, calendar: Calendar, car: Car, chart: ChartColumn, check: Check, clipboard: ClipboardList,
  clock: Clock, coins: Coins, "credit-card": CreditCard, database: Database, download: Download, file: File, "file-text": FileText,
  flag: Flag, folder: Folder, globe: Globe, hammer: Hammer, heart: Heart, home: House, image: Image, inbox: Inbox, info: Info, key: Key,
  layers: Layers, dashboard: LayoutDashboard, grid: LayoutGrid, link: Link, list: List, lock: Lock, mail: Mail, "map-pin": MapPin,
  message: MessageSquare, package: Package, pencil: Pencil, percent: Percent, phone: Phone, plus: Plus, printer: Printer, receipt: Receipt,
  refresh: RefreshCw, save: Save, search: Search, send: Send, settings: Settings, shield: Shield, cart: ShoppingCart, star: Star,
  table: Table, tag: Tag, target: Target, trash: Trash2, truck: Truck, upload: Upload, user: User, users: Users, wallet: Wallet,
  warehouse: Warehouse, workflow: Workflow, wrench: Wrench, x: X, zap: Zap,
};

export const iconNames = Object.keys(icons);

export function iconOf(name: string | null | undefined): LucideIcon | undefined {
  return name ? icons[name] : undefined;
}
